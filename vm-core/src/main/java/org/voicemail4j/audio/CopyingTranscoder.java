package org.voicemail4j.audio;

import java.nio.ByteBuffer;

/** Copies sound as it is. */
final class CopyingTranscoder implements AudioTranscoder {

    private static final int PIECE = 8000;

    @Override
    public boolean canTranscode(AudioFormat from, AudioFormat to) {
        return from.encoding() == to.encoding();
    }

    @Override
    public void transcode(AudioContent from, AudioSink to) {
        if (!canTranscode(from.format(), to.format())) {
            throw new IllegalArgumentException("a copy of " + from.format() + " is no " + to.format());
        }
        int block = from.format().encoding().blockBytes();
        ByteBuffer piece = ByteBuffer.allocate(block * Math.max(1, PIECE / block));
        try (AudioReader reader = from.open()) {
            long at = 0;
            while (at < from.payloadBytes()) {
                piece.clear().limit((int) Math.min(piece.capacity(), from.payloadBytes() - at));
                int read = reader.read(piece, at);
                if (read < 0) {
                    return;
                }
                at += read;
                to.append(piece.flip());
            }
        }
    }
}
