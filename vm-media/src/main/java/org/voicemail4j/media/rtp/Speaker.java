package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.PlayEnd;

/**
 * Sends what a call plays, a frame of 20 ms at a time. Where silence is played nothing is sent; but a caller who said that he
 * understands comfort noise (RFC 3389) is told how quiet it is, when it begins and each second. For the loop's thread.
 */
final class Speaker {

    /** In dB below the loudest: hardly to be heard. */
    private static final byte NOISE_LEVEL = 70;

    private static final int NOISE_EVERY = 50;

    private final Scratch scratch;
    private final Counters counters;
    private final SourceLatch latch;
    private final RtpSender sender;
    private final PayloadTypes types;
    private @Nullable Recoding recoding;
    private WireCodec codec;
    private boolean mayHear;
    private boolean saysNoise;
    private long nextNoise;

    Speaker(
            Scratch scratch,
            Counters counters,
            SourceLatch latch,
            RtpSender sender,
            PayloadTypes types,
            WireCodec codec) {
        this.scratch = scratch;
        this.counters = counters;
        this.latch = latch;
        this.sender = sender;
        this.types = types;
        this.codec = codec;
    }

    /** Begins or changes what both sides agreed on. */
    void agree(Agreement agreement, boolean wantsSound) {
        codec = agreement.codec();
        sender.clock(codec.clockFactor());
        saysNoise = agreement.noise().isPresent();
        mayHear = wantsSound;
    }

    WireCodec codec() {
        return codec;
    }

    /** Sends the frame that is due, if there is one, and ends what has nothing more. */
    void send(Playback playback, DatagramPort port, long frame) {
        switch (playback.next(scratch.sent, RtpPacket.HEADER_BYTES)) {
            case SOUND -> {
                sound(playback, port, frame);
                if (playback.isExhausted()) {
                    playback.end(PlayEnd.completed());
                }
            }
            case END -> playback.end(PlayEnd.completed());
            case STARVED -> counters.add(Count.STARVED);
            case PAUSE -> noise(port, frame);
        }
    }

    private void sound(Playback playback, DatagramPort port, long frame) {
        nextNoise = frame + 1;
        InetSocketAddress target = target();
        if (target == null) {
            return;
        }
        if (playback.wire() != codec) {
            recoding(playback.wire(), codec).frame(scratch.sent, RtpPacket.HEADER_BYTES);
        }
        sender.header(scratch.sent, types.audio(), frame, codec.frameBytes());
        send(port, target, codec.frameBytes());
    }

    private void noise(DatagramPort port, long frame) {
        InetSocketAddress target = target();
        if (target == null || !saysNoise || frame < nextNoise) {
            return;
        }
        nextNoise = frame + NOISE_EVERY;
        scratch.sent[RtpPacket.HEADER_BYTES] = NOISE_LEVEL;
        sender.noiseHeader(scratch.sent, types.noise(), frame, 1);
        send(port, target, 1);
    }

    private @Nullable InetSocketAddress target() {
        return mayHear ? latch.target() : null;
    }

    private void send(DatagramPort port, InetSocketAddress target, int payloadBytes) {
        scratch.send.clear().limit(RtpPacket.HEADER_BYTES + payloadBytes);
        counters.add(port.send(scratch.send, target) ? Count.SENT : Count.SOCKET_ERROR);
    }

    private Recoding recoding(WireCodec from, WireCodec to) {
        Recoding known = recoding;
        if (known == null || !known.is(from, to)) {
            known = known != null && known.isTo(to) ? known.from(from) : new Recoding(from, to);
            recoding = known;
        }
        return known;
    }
}
