package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.store.StoreException;

/** Several recordings, one loop, one thread that writes. */
class ScribeTest {

    private static final RecordingLimits UNTIL_HANG_UP =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of());
    private static final Duration WRITTEN = Duration.ofMillis(1500);

    private final RtpMediaSessions sessions = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());
    private final Set<Thread> writing = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        sessions.close();
    }

    /** A call that is recorded. */
    private final class Call implements AutoCloseable {

        final Phone phone = new Phone();
        final MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
        final CompletableFuture<RecordingEnd> recording;

        Call(AudioSink sink) {
            phone.call(leg.answer());
            recording = flow(() -> leg.session().record(List.of(sink), UNTIL_HANG_UP));
        }

        /** Says two seconds, of which the last tenth stays with the loop. */
        void speak() {
            phone.speak(Phone.speech(100, 1));
        }

        RecordingEnd hangUp() {
            leg.hangUp();
            return recording.join();
        }

        @Override
        public void close() {
            leg.close();
            phone.close();
        }
    }

    /** A sink that first does something. */
    private final class Watched implements AudioSink {

        final Sink sink = new Sink(AudioFormat.SLN);
        private final Runnable first;

        Watched(Runnable first) {
            this.first = first;
        }

        @Override
        public AudioFormat format() {
            return sink.format();
        }

        @Override
        public void append(ByteBuffer audio) {
            writing.add(Thread.currentThread());
            first.run();
            sink.append(audio);
        }

        @Override
        public Duration length() {
            return sink.length();
        }
    }

    @Test
    void whatManyCallsRecordIsWrittenByOneThread() {
        Watched one = new Watched(() -> {});
        Watched other = new Watched(() -> {});
        try (Call first = new Call(one);
                Call second = new Call(other)) {
            byte[] speech = Phone.speech(100, 1);
            for (int piece = 1; piece <= 4; piece++) { // as slowly as is written: nobody needs to help
                byte[] said = Arrays.copyOfRange(speech, speech.length / 4 * (piece - 1), speech.length / 4 * piece);
                first.phone.speak(said);
                second.phone.speak(said);
                Duration written = Duration.ofMillis(375 * piece);
                Phone.await(() ->
                        one.length().compareTo(written) >= 0 && other.length().compareTo(written) >= 0);
            }
            Set<Thread> during = Set.copyOf(writing);

            assertThat(first.hangUp().spoken()).isEqualTo(Duration.ofSeconds(2));
            assertThat(second.hangUp().spoken()).isEqualTo(Duration.ofSeconds(2));
            assertThat(during)
                    .as("a slow machine may have called the calls' own to help")
                    .hasSizeBetween(1, 3);
            assertThat(during).anyMatch(thread -> thread.getName().startsWith("voicemail-media"));
            assertThat(one.sink.samples()).endsWith(Phone.linear(Phone.speech(100, 1)));
        }
    }

    @Test
    void aDiskThatHangsHoldsUpItsOwnCallAlone() {
        CountDownLatch disk = new CountDownLatch(1);
        Watched hanging = new Watched(() -> await(disk));
        Watched well = new Watched(() -> {});
        try (Call held = new Call(hanging);
                Call other = new Call(well)) {
            held.speak();
            Phone.await(() -> !writing.isEmpty());
            other.speak();
            Phone.await(() -> well.length().compareTo(WRITTEN) >= 0);
            assertThat(other.hangUp().spoken()).isEqualTo(Duration.ofSeconds(2));

            held.leg.hangUp();
            assertThat(held.recording).isNotDone();
            disk.countDown();
            assertThat(held.recording.join().spoken()).isEqualTo(Duration.ofSeconds(2));
            assertThat(hanging.sink.samples()).endsWith(Phone.linear(Phone.speech(100, 1)));
        } finally {
            disk.countDown();
        }
    }

    @Test
    void aDiskThatIsFullEndsItsOwnRecordingAlone() {
        Watched full = new Watched(() -> {
            throw new StoreException("no space left");
        });
        Watched well = new Watched(() -> {});
        try (Call failed = new Call(full);
                Call other = new Call(well)) {
            failed.speak();
            other.speak();

            assertThat(failed.recording.join().reason()).isEqualTo(RecordingEnd.Reason.SINK_FAILED);
            Phone.await(() -> well.length().compareTo(WRITTEN) >= 0);
            assertThat(other.hangUp().reason()).isEqualTo(RecordingEnd.Reason.HUNG_UP);
            assertThat(well.sink.samples()).endsWith(Phone.linear(Phone.speech(100, 1)));
        }
    }

    private static void await(CountDownLatch disk) {
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
