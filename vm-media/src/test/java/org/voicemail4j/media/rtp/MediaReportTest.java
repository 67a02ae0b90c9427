package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** What a host is told of the sound of calls, over real UDP. */
class MediaReportTest implements MediaListener {

    private static final RecordingLimits UNTIL_HANG_UP =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

    private final BlockingQueue<MediaReport> reports = new LinkedBlockingQueue<>();
    private final BlockingQueue<Duration> slow = new LinkedBlockingQueue<>();
    private final RtpMediaSessions sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
            .ports(30000, 32000)
            .listener(this)
            .build());

    @Override
    public void ended(MediaReport report) {
        reports.add(report);
        throw new IllegalStateException("a listener that fails harms nobody");
    }

    @Override
    public void storeIsSlow(int localPort, Duration waiting) {
        slow.add(waiting);
    }

    private long count(String what) {
        return sessions.counts().getOrDefault(what, 0L);
    }

    @Test
    void theEndOfACallTellsWhatWasReceivedAndLost() throws Exception {
        try (sessions;
                Phone phone = new Phone()) {
            for (int call = 0; call < 2; call++) {
                MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
                phone.call(leg.answer());
                CompletableFuture<RecordingEnd> recording = CompletableFuture.supplyAsync(
                        () -> leg.session().record(List.of(new Sink(AudioFormat.SLN)), UNTIL_HANG_UP));
                phone.speak(Phone.speech(20, 1));
                phone.sequence += 3;
                phone.timestamp += 480;
                phone.speak(Phone.speech(20, 2));
                phone.sendRaw(new byte[] {1, 2, 3});
                int before = call;
                Phone.await(() -> count("received") == 40 * (before + 1) && count("malformed") == before + 1);
                leg.close();
                recording.get();

                MediaReport report = reports.poll(10, TimeUnit.SECONDS);
                assertThat(report).isNotNull();
                assertThat(report.localPort()).isEqualTo(leg.answer().address().port());
                assertThat(report.source().orElseThrow().getPort())
                        .isEqualTo(phone.address().port());
                assertThat(report.received().packets()).isEqualTo(40);
                assertThat(report.received().lost()).isEqualTo(3);
                assertThat(report.received().refused()).isEqualTo(1);
                assertThat(report.toString()).contains("received 40, lost 3");
            }
        }
        assertThat(reports).isEmpty();
    }

    @Test
    void aStoreThatHangsIsToldOfBeforeAnythingIsLost() throws Exception {
        CountDownLatch disk = new CountDownLatch(1);
        Sink sink = new Sink(AudioFormat.SLN);
        AudioSink hanging = new AudioSink() {
            @Override
            public AudioFormat format() {
                return AudioFormat.SLN;
            }

            @Override
            public void append(ByteBuffer audio) {
                try {
                    disk.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                sink.append(audio);
            }

            @Override
            public Duration length() {
                return sink.length();
            }
        };
        try (sessions;
                Phone phone = new Phone()) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            phone.call(leg.answer());
            CompletableFuture<RecordingEnd> recording =
                    CompletableFuture.supplyAsync(() -> leg.session().record(List.of(hanging), UNTIL_HANG_UP));
            phone.speak(Phone.speech(300, 1));

            assertThat(slow.poll(20, TimeUnit.SECONDS)).isEqualTo(Duration.ofSeconds(3));
            Phone.await(() -> count("received") == 300);
            disk.countDown();
            leg.hangUp();
            assertThat(recording.get().spoken()).isEqualTo(Duration.ofSeconds(6));
            assertThat(sink.length()).isGreaterThanOrEqualTo(Duration.ofSeconds(6));
        }
    }
}
