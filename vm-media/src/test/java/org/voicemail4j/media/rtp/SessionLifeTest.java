package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;

/** What many sessions leave behind, and what one takes while nothing happens in it. */
class SessionLifeTest implements MediaListener {

    private static final int SESSIONS = 10_000;
    private static final int AT_ONCE = 50;
    private static final int IDLE = 500;

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<MediaReport> reports = new LinkedBlockingQueue<>();
    /** Ports rest for 5 s before they are used again: so long leaps the time. */
    private final AtomicLong leapt = new AtomicLong();

    private final RtpMediaSessions sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
            .ports(10_000, 19_999)
            .listener(this)
            .nanoClock(() -> System.nanoTime() + leapt.get())
            .threads(work -> {
                Thread thread = new Thread(work, "media under test");
                threads.add(thread);
                return thread;
            })
            .build());

    @Override
    public void ended(MediaReport report) {
        reports.add(report);
    }

    private MediaLeg open() {
        MediaAddress caller = new MediaAddress("127.0.0.1", 4444, 4445);
        return sessions.answer(new MediaOffer(
                        caller, List.of(Phone.PCMU), MediaDirection.SENDRECV, MediaOffer.USUAL_PACKET_TIME))
                .orElseThrow();
    }

    private void openAndClose(int count) throws InterruptedException {
        for (int done = 0; done < count; done += AT_ONCE) {
            List<MediaLeg> legs = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                legs.add(open());
            }
            legs.forEach(MediaLeg::close);
            leapt.addAndGet(PortPool.REST_NANOS / 20);
            for (int i = 0; i < AT_ONCE; i++) {
                assertThat(reports.poll(30, TimeUnit.SECONDS))
                        .as("report of a closed session")
                        .isNotNull();
            }
        }
    }

    private static long files() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Of this JVM, after a collection; garbage of others that run beside is what makes it uneven. */
    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void tenThousandSessionsLeaveNothingBehind() throws Exception {
        try (sessions) {
            openAndClose(200);
            long files = files();
            long direct = directMemory();
            int running = threads.size();
            long heap = heap();

            openAndClose(SESSIONS);

            assertThat(files()).as("open files").isLessThanOrEqualTo(files + 4);
            assertThat(directMemory()).as("bytes of direct memory").isLessThanOrEqualTo(direct + 65_536);
            assertThat(threads).as("threads").hasSize(running);
            assertThat(heap()).as("bytes of heap").isLessThanOrEqualTo(heap * 11 / 10 + 5_000_000);
        }
        assertThat(threads).noneMatch(Thread::isAlive);
    }

    /** A port that is watched for reports stays bound after it was closed, until the watch lets it go. */
    @Test
    void theEndOfACallIsToldWhenItsPortsAreFree() throws Exception {
        try (sessions;
                DatagramSocket rtp = new DatagramSocket(null);
                DatagramSocket rtcp = new DatagramSocket(null)) {
            open().close();
            MediaReport report = reports.poll(30, TimeUnit.SECONDS);
            assertThat(report).isNotNull();
            rtp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), report.localPort()));
            rtcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), report.localPort() + 1));
            assertThat(rtcp.isBound()).isTrue();
        }
    }

    @Test
    void anIdleCallTakesLittleHeap() throws Exception {
        try (sessions) {
            openAndClose(200);
            long before = heap();
            List<MediaLeg> legs = new ArrayList<>();
            for (int i = 0; i < IDLE; i++) {
                legs.add(open());
            }
            long each = (heap() - before) / IDLE;

            assertThat(legs).hasSize(IDLE);
            assertThat(each)
                    .as("bytes of heap for a call in which nothing happens")
                    .isLessThan(100_000);
        }
    }
}
