package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** Many recordings at once, fed in real time by one thread; prints what a packet costs. Run by {@code -Psoak}. */
@Tag("soak")
class LoadTest {

    private static final int CALLS = Integer.getInteger("load.calls", 500);
    private static final int FRAMES = Integer.getInteger("load.seconds", 20) * 50;

    private static final Duration SPOKEN = Duration.ofMillis(FRAMES * 20);

    @Test
    void nothingIsLostWithFiveHundredCallsAtOnce() throws Exception {
        ConcurrentLinkedQueue<Thread> loops = new ConcurrentLinkedQueue<>();
        RtpMediaSessions sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
                .loops(1)
                .threads(work -> {
                    Thread thread = new Thread(work, "loop under load");
                    loops.add(thread);
                    return thread;
                })
                .build());
        ExecutorService flows = Executors.newCachedThreadPool();
        CountDownLatch recording = new CountDownLatch(CALLS);
        List<CompletableFuture<RecordingEnd>> ends = new ArrayList<>();
        List<MediaLeg> legs = new ArrayList<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (DatagramSocket caller = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < CALLS; i++) {
                MediaLeg leg = sessions.answer(offer(caller)).orElseThrow();
                legs.add(leg);
                ends.add(CompletableFuture.supplyAsync(() -> record(leg, recording), flows));
            }
            recording.await();
            long processBefore = processCpu();
            long feeder = feed(caller, legs);
            long process = processCpu() - processBefore;
            long loop = loops.stream()
                    .mapToLong(thread -> threads.getThreadCpuTime(thread.getId()))
                    .sum();
            Phone.await(() -> sessions.counts().getOrDefault("received", 0L) == (long) CALLS * FRAMES);
            legs.forEach(MediaLeg::hangUp);
            for (CompletableFuture<RecordingEnd> end : ends) {
                assertThat(end.get().spoken()).isBetween(SPOKEN.minusMillis(40), SPOKEN.plusMillis(40));
            }
            assertThat(sessions.counts()).containsEntry("lost", 0L).containsEntry("late", 0L);
            double packets = (double) CALLS * FRAMES;
            System.err.printf(
                    "%d calls, %d s: loop %.2f us per packet, process without feeder %.2f us per packet = %.5f CPU-s"
                            + " per call-second, lost 0, %s%n",
                    CALLS,
                    FRAMES / 50,
                    loop / packets / 1000,
                    (process - feeder) / packets / 1000,
                    (process - feeder) / 1e9 / (packets / 50),
                    sessions.counts());
        } finally {
            sessions.close();
            flows.shutdown();
        }
    }

    private static RecordingEnd record(MediaLeg leg, CountDownLatch recording) {
        recording.countDown();
        return leg.session()
                .record(
                        List.of(new Sink(AudioFormat.SLN)),
                        new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND)));
    }

    private static MediaOffer offer(DatagramSocket caller) {
        MediaAddress address = new MediaAddress("127.0.0.1", caller.getLocalPort(), caller.getLocalPort());
        return new MediaOffer(address, List.of(Phone.PCMU), MediaDirection.SENDRECV, MediaOffer.USUAL_PACKET_TIME);
    }

    /** Sends every call a packet every 20 ms. Returns the CPU time that took. */
    private static long feed(DatagramSocket caller, List<MediaLeg> legs) throws IOException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        List<InetSocketAddress> targets = legs.stream()
                .map(leg -> new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), leg.answer().address().port()))
                .toList();
        byte[] speech = Phone.speech(1, 1);
        ByteBuffer packet = ByteBuffer.wrap(new byte[172]).put(0, (byte) 0x80).put(12, speech);
        DatagramPacket datagram = new DatagramPacket(packet.array(), 172);
        long start = System.nanoTime();
        for (int frame = 0; frame < FRAMES; frame++) {
            packet.putShort(2, (short) frame).putInt(4, frame * 160).putInt(8, 99);
            for (InetSocketAddress target : targets) {
                datagram.setSocketAddress(target);
                caller.send(datagram);
            }
            long wait = start + (frame + 1) * 20_000_000L - System.nanoTime();
            LockSupport.parkNanos(Math.max(0, wait));
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
