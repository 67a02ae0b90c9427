package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.Prompt;

/**
 * What every {@link IncomingCall} must do; used like {@link MessageStoreContract}. What its sound does is {@link
 * MediaSessionContract}'s.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface IncomingCallContract {

    /** A new call that rings. */
    Ringing ring();

    /** One call, and whoever makes it. */
    interface Ringing extends AutoCloseable {

        /** The call under test, the same one throughout a test. */
        IncomingCall call();

        /** Lets the caller hang up, or give up while it rings. Our side has been told when this returns, or is when it looks. */
        void callerHangsUp();

        /** Whether the call is over for its caller: hung up by either side, or refused. */
        boolean isOver();

        /** How long it may take until an end of our making is told to the caller. */
        default Duration patience() {
            return Duration.ofSeconds(20);
        }

        @Override
        void close();
    }

    @Test
    default void itTellsWhoCallsAndDoesNotChangeItsMind() {
        try (Ringing ringing = ring()) {
            CallInfo info = ringing.call().info();
            assertThat(info.callId()).isNotBlank();
            ringing.call().accept();
            assertThat(ringing.call().info()).isEqualTo(info);
            ringing.call().hangUp();
            assertThat(ringing.call().info()).isEqualTo(info);
        }
    }

    @Test
    default void itIsAnsweredOnce() {
        try (Ringing ringing = ring()) {
            ringing.call().accept();
            assertIsDecided(ringing.call());
            assertThat(ringing.isOver()).isFalse();
        }
    }

    @Test
    default void itIsRefusedOnce() {
        try (Ringing ringing = ring()) {
            ringing.call().reject(CallRefusal.UNKNOWN_MAILBOX);
            assertEnds(ringing);
            assertIsDecided(ringing.call());
        }
    }

    @Test
    default void whatIsHeardEarlyIsAnsweredByItsOwnMeans() {
        try (Ringing ringing = ring()) {
            Optional<EarlyMedia> early = ringing.call().early();
            if (early.isEmpty()) {
                ringing.call().accept();
                return;
            }
            assertIsDecided(ringing.call());
            MediaSession sound = early.get().session();
            early.get().answer();
            early.get().answer();
            assertThat(early.get().session()).isSameAs(sound);
            assertThat(ringing.isOver()).isFalse();
            ringing.call().hangUp();
            assertEnds(ringing);
            assertIsGone(sound);
        }
    }

    @Test
    default void whoHangsUpEndsItForBoth() {
        try (Ringing ringing = ring()) {
            MediaSession sound = ringing.call().accept();
            ringing.call().ended(CallOutcome.NO_MAILBOX);
            ringing.call().hangUp();
            assertEnds(ringing);
            assertIsGone(sound);
            ringing.call().hangUp();
        }
    }

    @Test
    default void anyThreadMayHangUp() throws Exception {
        try (Ringing ringing = ring()) {
            MediaSession sound = ringing.call().accept();
            ContractThreads.atOnce(4, thread -> ringing.call().hangUp());
            assertEnds(ringing);
            assertIsGone(sound);
        }
    }

    @Test
    default void aRefusedCallMayBeHungUp() {
        try (Ringing ringing = ring()) {
            ringing.call().reject(CallRefusal.UNKNOWN_MAILBOX);
            ringing.call().hangUp();
            ringing.call().hangUp();
            assertEnds(ringing);
        }
    }

    @Test
    default void whoHangsUpWhileItRingsRefusesIt() {
        try (Ringing ringing = ring()) {
            ringing.call().hangUp();
            assertEnds(ringing);
            assertIsGone(ringing.call().accept());
        }
        try (Ringing ringing = ring()) {
            ringing.call().hangUp();
            ringing.call().reject(CallRefusal.FAILED);
            assertEnds(ringing);
        }
    }

    @Test
    default void whoeverHasGivenUpIsAnsweredBySoundThatSaysSo() {
        try (Ringing ringing = ring()) {
            ringing.callerHangsUp();
            assertIsGone(ringing.call().accept());
            ringing.call().ended(CallOutcome.NO_MAILBOX);
            ringing.call().hangUp();
        }
    }

    @Test
    default void whoeverHasGivenUpNeedNotBeRefused() {
        try (Ringing ringing = ring()) {
            ringing.callerHangsUp();
            ringing.call().reject(CallRefusal.UNKNOWN_MAILBOX);
            ringing.call().hangUp();
        }
    }

    @Test
    default void whoeverHangsUpIsGone() {
        try (Ringing ringing = ring()) {
            MediaSession sound = ringing.call().accept();
            ringing.callerHangsUp();
            assertIsGone(sound);
            assertThat(ringing.call().control().transfer("2000")).isFalse();
            ringing.call().ended(CallOutcome.NO_MAILBOX);
            ringing.call().hangUp();
        }
    }

    private static void assertIsDecided(IncomingCall call) {
        assertThatIllegalStateException().isThrownBy(call::accept);
        assertThatIllegalStateException().isThrownBy(() -> call.reject(CallRefusal.FAILED));
    }

    private static void assertEnds(Ringing ringing) {
        Until.so("the call is over", ringing.patience(), ringing::isOver);
    }

    private static void assertIsGone(MediaSession sound) {
        List<Prompt> wait = List.of(new Prompt.Pause(Duration.ofSeconds(1)));
        assertThat(sound.play(wait, Digit.ANY).isHungUp())
                .as("the sound says that the caller has gone")
                .isTrue();
    }
}
