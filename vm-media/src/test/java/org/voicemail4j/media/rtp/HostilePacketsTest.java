package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.RecordingLimits;

/** A hundred thousand datagrams that mean harm, ten million with {@code -Psoak}: no exception, and the recording stays bounded. */
class HostilePacketsTest {

    private static final int DATAGRAMS = 20_000 * (Boolean.getBoolean("soak") ? 100 : 1);

    private long now;
    private final MediaLoop loop = new MediaLoop(() -> now);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingBreaks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network rtp = new Network();
        Network rtcp = new Network();
        RtpCall call = Calls.on(loop, new PortPair(rtp, rtcp), random);
        SampleBlocks blocks = new SampleBlocks(new BlockBudget(64), late -> {}, () -> {}, 1);
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
        assertThat(counted(call)).as("datagrams that were counted").isGreaterThanOrEqualTo(DATAGRAMS);
        Duration real = Duration.ofMillis(DATAGRAMS * 20);
        Duration length = Objects.requireNonNull(recorder.end()).length();
        assertThat(length).isLessThan(real.multipliedBy(3));
    }

    private static long counted(RtpCall call) {
        return Stream.of(
                        Count.RECEIVED,
                        Count.REPORT,
                        Count.MALFORMED,
                        Count.UNKNOWN_TYPE,
                        Count.STRANGER,
                        Count.LEARNING)
                .mapToLong(call.counters()::value)
                .sum();
    }

    /** Over a real socket: each is refused and counted, and the call goes on. */
    @Test
    void whatIsNoPacketIsRefusedAndCounted() {
        try (RtpMediaSessions sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
                        .ports(32_100, 32_600)
                        .build());
                Phone phone = new Phone();
                MediaLeg leg = sessions.answer(phone.offer()).orElseThrow()) {
            phone.call(leg.answer());
            byte[] packet = Packets.octets(false, 0, 1, 160, 7, Phone.speech(1, 1));
            List<byte[]> wrong = new ArrayList<>();
            for (int version : new int[] {0, 1, 3}) {
                wrong.add(changed(packet, 0, version << 6));
            }
            wrong.add(changed(changed(packet, 0, 0xA0), packet.length - 1, 255)); // padding longer than the packet
            wrong.add(changed(changed(packet, 0, 0xA0), packet.length - 1, 0)); // padding of no octets
            wrong.add(changed(changed(changed(packet, 0, 0x90), 14, 0xFF), 15, 0xFF)); // extension of 65,535 words
            wrong.add(changed(Arrays.copyOf(packet, 14), 0, 0x9F)); // 15 sources and an extension in 14 octets
            wrong.add(Arrays.copyOf(packet, 11));
            wrong.add(new byte[0]);
            wrong.add(Arrays.copyOf(packet, 65_507)); // as large as UDP goes: cut off, of no known length
            wrong.forEach(phone::sendRaw);
            phone.sendRaw(Arrays.copyOf(packet, 12)); // no sound at all, which is allowed

            Phone.await(() -> sum(sessions, "malformed", "received", "unknown type") == wrong.size() + 1);
            assertThat(sessions.counts()).containsEntry("malformed", (long) wrong.size());
            phone.speak(Phone.speech(5, 1));
            Phone.await(() -> sum(sessions, "received") >= 5);
        }
    }

    private static long sum(RtpMediaSessions sessions, String... names) {
        return Stream.of(names)
                .mapToLong(name -> sessions.counts().getOrDefault(name, 0L))
                .sum();
    }

    private static byte[] changed(byte[] packet, int at, int octet) {
        byte[] copy = packet.clone();
        copy[at] = (byte) octet;
        return copy;
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
