package org.voicemail4j.examples.asterisk.agi;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.testkit.Sounds;

/** What Asterisk records is kept here while it goes on. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GrowingRecordingTest {

    private static final RecordingLimits UNTIL_POUND =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

    @TempDir
    Path folder;

    private final VirtualTime time = new VirtualTime();

    @Test
    void whatWasSaidIsInTheSinkBeforeTheRecordingEnds() throws Exception {
        try (AgiServer server = server();
                SimulatedAsterisk asterisk = new SimulatedAsterisk(server.address(), folder, time)) {
            CompletableFuture<IncomingCall> taken = new CompletableFuture<>();
            server.start(taken::complete);
            CountingSink sink = new CountingSink();
            AtomicLong seconds = new AtomicLong();
            asterisk.channel().afterEachSecond(() -> awaitLength(sink, seconds.incrementAndGet() * 1000 - 200));
            asterisk.caller.speaks(Sounds.tone(450, ofSeconds(3))).hangsUp();
            asterisk.runs("voicemail", "1000");

            RecordingEnd end = taken.get(30, TimeUnit.SECONDS).accept().record(List.of(sink), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.HUNG_UP);
            assertThat(end.length()).isEqualTo(ofSeconds(3));
            assertThat(seconds).hasValue(3);
        }
    }

    @Test
    void whenWeLeaveACallWhatWasSaidSoFarIsKept() throws Exception {
        try (AgiServer server = server();
                SimulatedAsterisk asterisk = new SimulatedAsterisk(server.address(), folder, time)) {
            CompletableFuture<IncomingCall> taken = new CompletableFuture<>();
            server.start(taken::complete);
            CountingSink sink = new CountingSink();
            asterisk.channel().afterEachSecond(() -> {
                awaitLength(sink, 800);
                taken.join().hangUp();
            });
            asterisk.caller.speaks(Sounds.tone(450, ofSeconds(3))).hangsUp();
            asterisk.runs("voicemail", "1000");

            RecordingEnd end = taken.get(30, TimeUnit.SECONDS).accept().record(List.of(sink), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.HUNG_UP);
            assertThat(end.length()).isGreaterThanOrEqualTo(ofSeconds(1)).isEqualTo(sink.length());
            assertThat(end.spoken()).isGreaterThanOrEqualTo(ofMillis(980));
        }
    }

    @Test
    void aRecordingThatDoesNotGrowIsGivenUp() throws Exception {
        try (AgiServer server = server();
                SimulatedAsterisk asterisk = new SimulatedAsterisk(server.address(), folder, time)) {
            CompletableFuture<IncomingCall> taken = new CompletableFuture<>();
            server.start(taken::complete);
            CountingSink sink = new CountingSink();
            CompletableFuture<RecordingEnd> ended = new CompletableFuture<>();
            asterisk.channel().afterEachSecond(() -> {
                while (!ended.isDone()) {
                    time.pass(1000);
                    LockSupport.parkNanos(2_000_000);
                }
            });
            asterisk.caller.speaks(Sounds.tone(450, ofSeconds(3))).hangsUp();
            asterisk.runs("voicemail", "1000");

            RecordingEnd end = taken.get(30, TimeUnit.SECONDS).accept().record(List.of(sink), UNTIL_POUND);
            ended.complete(end);

            assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.NO_MEDIA);
            assertThat(end.length()).isEqualTo(ofSeconds(1));
        }
    }

    @Test
    void whatWasLeftOfAWaitWhenTheTimeWasOverIsNoKey() throws Exception {
        try (AgiServer server = server();
                SimulatedAsterisk asterisk = new SimulatedAsterisk(server.address(), folder, time)) {
            CompletableFuture<IncomingCall> taken = new CompletableFuture<>();
            server.start(taken::complete);
            asterisk.channel().millisLeft = '#';
            asterisk.caller.speaks(Sounds.tone(450, ofSeconds(5)));
            asterisk.runs("voicemail", "1000");
            RecordingLimits threeSeconds = new RecordingLimits(ofSeconds(3), Duration.ZERO, 128, Set.of(Digit.POUND));

            RecordingEnd end =
                    taken.get(30, TimeUnit.SECONDS).accept().record(List.of(new CountingSink()), threeSeconds);

            assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.LONGEST);
            assertThat(end.digit()).isEmpty();
            assertThat(end.length()).isEqualTo(ofSeconds(3));
        }
    }

    private AgiServer server() {
        return new AgiServer(AgiConfig.builder(folder)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .nanoTime(time)
                .build());
    }

    private static void awaitLength(AudioSink sink, long millis) {
        for (int turn = 0; turn < 10_000 && sink.length().toMillis() < millis; turn++) {
            LockSupport.parkNanos(2_000_000);
        }
        assertThat(sink.length()).isGreaterThanOrEqualTo(ofMillis(millis));
    }

    private static final class CountingSink implements AudioSink {

        private final AtomicLong bytes = new AtomicLong();

        @Override
        public AudioFormat format() {
            return AudioFormat.SLN;
        }

        @Override
        public void append(ByteBuffer audio) {
            bytes.addAndGet(audio.remaining());
            audio.position(audio.limit());
        }

        @Override
        public Duration length() {
            return format().encoding().duration(bytes.get());
        }
    }
}
