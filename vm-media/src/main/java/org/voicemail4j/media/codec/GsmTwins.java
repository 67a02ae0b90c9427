package org.voicemail4j.media.codec;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/**
 * Takes plain frames for one sink and packs the same parameters as Microsoft's blocks for another, so that sound which is
 * kept both ways is coded once. Used by one thread at a time.
 */
final class GsmTwins implements AudioSink {

    private static final int FRAME_BYTES = AudioEncoding.GSM.blockBytes();
    private static final int BLOCK_BYTES = AudioEncoding.MICROSOFT_GSM.blockBytes();
    private static final int MOST_BLOCKS = 8;

    private final AudioSink plain;
    private final AudioSink microsoft;
    private final byte[] pair = new byte[2 * FRAME_BYTES];
    private final int[] words = new int[2 * GsmTables.FRAME_WORDS];
    private final byte[] blocks = new byte[MOST_BLOCKS * BLOCK_BYTES];
    private final ByteBuffer piece = ByteBuffer.wrap(blocks);
    private boolean odd;
    private boolean plainIsWhole;
    private int packed;

    GsmTwins(AudioSink plain, AudioSink microsoft) {
        this.plain = plain;
        this.microsoft = microsoft;
    }

    @Override
    public AudioFormat format() {
        return plain.format();
    }

    @Override
    public Duration length() {
        return plain.length();
    }

    @Override
    public void append(ByteBuffer frames) {
        int start = frames.position();
        if (!plainIsWhole) {
            plain.append(frames);
        }
        frames.position(start);
        while (frames.hasRemaining()) {
            frames.get(pair, odd ? FRAME_BYTES : 0, FRAME_BYTES);
            odd = !odd;
            if (!odd) {
                packPair();
            }
        }
        flush();
    }

    private void packPair() {
        GsmFraming.PLAIN.unpack(pair, FRAME_BYTES, words);
        System.arraycopy(words, 0, words, GsmTables.FRAME_WORDS, GsmTables.FRAME_WORDS);
        GsmFraming.PLAIN.unpack(pair, 0, words);
        GsmFraming.MICROSOFT.pack(words, blocks, packed);
        packed += BLOCK_BYTES;
        if (packed == blocks.length) {
            flush();
        }
    }

    private void flush() {
        if (packed > 0) {
            int bytes = packed;
            packed = 0;
            microsoft.append(piece.clear().limit(bytes));
        }
    }

    /** Says that the plain frames are all there. Returns whether the last block wants one more, which is for it alone. */
    boolean lacksFrame() {
        plainIsWhole = true;
        return odd;
    }
}
