package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.RecordingLimits;

/** A hundred thousand datagrams that mean harm: no exception, and the recording stays bounded. */
class HostilePacketsTest {

    private static final int DATAGRAMS = 20_000;

    private long now;
    private final MediaLoop loop = new MediaLoop(() -> now);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingBreaks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network rtp = new Network();
        Network rtcp = new Network();
        RtpCall call = Calls.on(loop, new PortPair(rtp, rtcp), random);
        SampleBlocks blocks = new SampleBlocks(new BlockBudget(64), new FlowSignal());
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of());
        Recorder recorder = new Recorder(limits, blocks, new FlowSignal(), loop.counters(), 0);
        call.record(recorder, 0);

        int sequence = 0;
        for (int i = 0; i < DATAGRAMS; i++) {
            rtp.arrive(source(random), datagram(random, sequence++));
            rtcp.arrive(source(random), noise(random, random.nextInt(100)));
            now += 20_000_000;
            call.onFrame(i, now);
            SampleBlocks.Block block;
            while ((block = blocks.take()) != null) {
                blocks.back(block);
            }
        }

        assertThat(recorder.end()).isNull();
        call.hangUp(now);
        Duration real = Duration.ofMillis(DATAGRAMS * 20);
        Duration length = Objects.requireNonNull(recorder.end()).length();
        assertThat(length).isLessThan(real.multipliedBy(3));
    }

    private static InetSocketAddress source(SplittableRandom random) {
        return random.nextInt(20) > 0
                ? Calls.CALLER
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), 1 + random.nextInt(65535));
    }

    /** A packet that is nearly right, cut, flipped or padded somewhere; or noise. */
    private static byte[] datagram(SplittableRandom random, int sequence) {
        if (random.nextInt(10) == 0) {
            return noise(random, random.nextInt(3000));
        }
        int type = random.nextInt(4) == 0 ? 96 : random.nextInt(8) == 0 ? 13 : 0;
        int ssrc = random.nextInt(50) == 0 ? random.nextInt() : 7;
        byte[] payload = noise(random, type == 0 ? 80 + random.nextInt(200) : random.nextInt(8));
        byte[] packet = Packets.octets(
                random.nextBoolean(), type, sequence + random.nextInt(5) - 2, sequence * 160, ssrc, payload);
        for (int flips = random.nextInt(4); flips > 0; flips--) {
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return packet;
    }

    private static byte[] noise(SplittableRandom random, int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }
}
