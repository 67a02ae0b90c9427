package org.voicemail4j.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.rtp.MediaConfig;
import org.voicemail4j.media.rtp.RtpMediaSessions;

/** Many calls of the media engine at once, on one loop. */
final class EngineLoad implements AutoCloseable {

    /** What every call does. */
    enum Work {
        /** Records G.711 into 16 bit linear samples on disk. */
        RECORD(AudioFormat.SLN),
        /** Records G.711 into GSM on disk, in Microsoft's blocks. */
        WAV49(AudioFormat.WAV49),
        /** Records G.711 into three renditions: 16 bit linear samples, GSM, and GSM in Microsoft's blocks. */
        RENDITIONS(AudioFormat.SLN, AudioFormat.GSM, AudioFormat.WAV49),
        /** Plays prompts to a caller who talks meanwhile and interrupts them by a key every two seconds. */
        DUPLEX;

        private final List<AudioFormat> formats;

        Work(AudioFormat... formats) {
            this.formats = List.of(formats);
        }
    }

    /**
     * What a run cost, for each packet received.
     *
     * @param loopNanos CPU time of the loop's thread
     * @param processNanos CPU time of the process
     * @param bytes memory that the loop's thread allocated
     * @param losses counts of what went wrong, by name; empty if nothing did
     * @param callSecondCost CPU-seconds of the process for a second of a call
     */
    record Result(
            double loopNanos, double processNanos, double bytes, Map<String, Long> losses, double callSecondCost) {}

    private static final PayloadFormat PCMU = new PayloadFormat(0, "PCMU", 8000, "");
    private static final PayloadFormat EVENTS = new PayloadFormat(101, PayloadFormat.TELEPHONE_EVENT, 8000, "0-15");
    /** As in rtp_control.c: a key every so many frames, each call's so many later, in so many packets. */
    private static final int KEY_EVERY = 100;

    private static final int KEY_APART = 7;
    private static final int KEY_PACKETS = 8;
    private static final int GENERATOR = 19998;

    private final Work work;
    private final int calls;
    private final Path folder;
    private final Deque<Thread> threads = new ConcurrentLinkedDeque<>();
    private final AtomicLong interrupted = new AtomicLong();
    private final ExecutorService flows = Executors.newCachedThreadPool();
    private final RtpMediaSessions sessions;

    EngineLoad(Work work, int calls, Path folder) {
        this.work = work;
        this.calls = calls;
        this.folder = folder;
        sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
                .loops(1)
                .ports(20000, 32700)
                .soundInMemory(Duration.ofMinutes(200))
                .threads(task -> {
                    Thread thread = new Thread(task, "media-" + threads.size());
                    threads.add(thread);
                    return thread;
                })
                .build());
    }

    Result measure(EngineControl.Generator generator, int seconds) throws IOException, InterruptedException {
        List<MediaLeg> legs = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(calls);
        CountDownLatch ended = new CountDownLatch(calls);
        for (int i = 0; i < calls; i++) {
            MediaLeg leg = sessions.answer(new MediaOffer(
                            new MediaAddress("127.0.0.1", GENERATOR, GENERATOR),
                            List.of(PCMU, EVENTS),
                            MediaDirection.SENDRECV,
                            MediaOffer.USUAL_PACKET_TIME))
                    .orElseThrow();
            legs.add(leg);
            Path file = folder.resolve("call" + i);
            flows.execute(() -> {
                begun.countDown();
                run(leg, file);
                ended.countDown();
            });
        }
        begun.await();
        List<Integer> ports =
                legs.stream().map(leg -> leg.answer().address().port()).toList();
        Map<String, Long> before = sessions.counts();
        long loop = loopCpu();
        long allocated = loopBytes();
        long process = processCpu();
        long received = before.getOrDefault("received", 0L);
        interrupted.set(0);
        generator.send(ports, seconds, 0);
        long packets = sessions.counts().getOrDefault("received", 0L) - received;
        loop = loopCpu() - loop;
        allocated = loopBytes() - allocated;
        process = processCpu() - process;
        legs.forEach(MediaLeg::close);
        ended.await();
        Map<String, Long> losses = losses(before, sessions.counts());
        long missing = (long) calls * seconds * 50 - (sessions.counts().getOrDefault("received", 0L) - received);
        if (missing != 0) {
            losses.put("not received", missing);
        }
        long unheard = work == Work.DUPLEX ? pressed(seconds) - interrupted.get() : 0;
        if (unheard != 0) {
            losses.put("keys that interrupted nothing", unheard);
        }
        return new Result(
                (double) loop / packets,
                (double) process / packets,
                (double) allocated / packets,
                losses,
                process / 1e9 / calls / seconds);
    }

    private void run(MediaLeg leg, Path file) {
        if (work == Work.DUPLEX) {
            while (leg.session().play(Arrays.asList(talk()), Digit.ANY) instanceof PlayEnd.Pressed) {
                interrupted.incrementAndGet();
            }
            return;
        }
        List<Sink> sinks = work.formats.stream()
                .map(format ->
                        new Sink(format, file.resolveSibling(file.getFileName() + "." + work.formats.indexOf(format))))
                .toList();
        leg.session()
                .record(List.copyOf(sinks), new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Digit.set("#")));
        sinks.forEach(Sink::close);
    }

    /** Keys that are pressed in a run, counting those that are already held down when it begins. */
    private long pressed(int seconds) {
        long keys = 0;
        for (int call = 0; call < calls; call++) {
            int phase = call * KEY_APART % KEY_EVERY;
            keys += phase > 0 && phase < KEY_PACKETS ? 1 : 0;
            keys += (seconds * 50L + phase + KEY_EVERY - 1) / KEY_EVERY - (phase + KEY_EVERY - 1) / KEY_EVERY;
        }
        return keys;
    }

    private static Prompt[] talk() {
        Prompt[] prompts = new Prompt[100];
        Arrays.fill(prompts, Prompt.named("vm-intro"));
        return prompts;
    }

    private static Map<String, Long> losses(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> losses = new TreeMap<>();
        after.forEach((what, count) -> {
            long more = count - before.getOrDefault(what, 0L);
            if (more != 0 && !what.equals("received") && !what.equals("sent")) {
                losses.put(what, more);
            }
        });
        return losses;
    }

    /** The loop's thread is started after those that help it. */
    private long loop() {
        return threads.getLast().getId();
    }

    private long loopCpu() {
        return EngineBench.threads().getThreadCpuTime(loop());
    }

    private long loopBytes() {
        return EngineBench.threads().getThreadAllocatedBytes(loop());
    }

    private static long processCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    @Override
    public void close() {
        sessions.close();
        flows.shutdown();
    }

    /** A file. */
    private static final class Sink implements AudioSink, AutoCloseable {

        private final AudioFormat format;
        private final FileChannel channel;
        private long bytes;

        Sink(AudioFormat format, Path file) {
            this.format = format;
            try {
                channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void append(ByteBuffer audio) {
            try {
                while (audio.hasRemaining()) {
                    bytes += channel.write(audio);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Duration length() {
            return format.encoding().duration(bytes);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
