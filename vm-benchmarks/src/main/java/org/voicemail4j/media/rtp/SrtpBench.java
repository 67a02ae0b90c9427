package org.voicemail4j.media.rtp;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaKey;

/** What encryption adds to a packet of 20 ms: sealed, or sealed and opened again. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SrtpBench {

    private static final int BYTES = 172;

    @Param({"AES_CM_128_HMAC_SHA1_80", "AEAD_AES_128_GCM"})
    CryptoSuite suite = CryptoSuite.AES_CM_128_HMAC_SHA1_80;

    private final byte[] packet = new byte[BYTES + SrtpCipher.MOST_ADDED];
    private SrtpSender sender = new SrtpSender(key());
    private SrtpReceiver receiver = new SrtpReceiver(key());
    private int sequence;

    private MediaKey key() {
        return MediaKey.random(suite, new SplittableRandom(1));
    }

    @Setup
    public void begin() {
        sender = new SrtpSender(key());
        receiver = new SrtpReceiver(key());
        Arrays.fill(packet, (byte) 0x55);
        sequence = 0;
    }

    @Benchmark
    public int seal() {
        RtpPacket.writeHeader(packet, false, 0, sequence, sequence * 160, 7);
        sequence = sequence + 1 & 0xFFFF;
        return sender.seal(packet, BYTES);
    }

    @Benchmark
    public int sealAndOpen() {
        return receiver.open(packet, seal());
    }

    /** Keys of a new call, for both ways. */
    @Benchmark
    public Object begins() {
        return new Object[] {new SrtpSender(key()), new SrtpReceiver(key())};
    }
}
