package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaSession;

/** The contract passes on a scripted call, and catches what it is there to catch. */
class IncomingCallContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aCallThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyCalls.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void aSoundCallPasses() {
        assertThat(ContractRun.failedTests(FaultyCalls.class, Fault.NONE)).isEmpty();
    }

    /** What a call may get wrong. */
    enum Fault {
        NONE(""),
        CHANGES_ITS_INFO("itTellsWhoCallsAndDoesNotChangeItsMind"),
        IS_ANSWERED_TWICE("itIsAnsweredOnce"),
        IS_REFUSED_TWICE("itIsRefusedOnce"),
        IS_ANSWERED_AFTER_EARLY("whatIsHeardEarlyIsAnsweredByItsOwnMeans"),
        RINGS_ON_WHEN_HUNG_UP("whoHangsUpWhileItRingsRefusesIt"),
        CANNOT_BE_ANSWERED_ONCE_HUNG_UP("whoHangsUpWhileItRingsRefusesIt"),
        FAILS_WHEN_HUNG_UP_TWICE("whoHangsUpEndsItForBoth"),
        IS_HUNG_UP_BY_ITS_OWN_THREAD("anyThreadMayHangUp"),
        FAILS_WHEN_HUNG_UP_AFTER_REFUSAL("aRefusedCallMayBeHungUp"),
        FAILS_WHEN_THE_CALLER_HAS_GIVEN_UP("whoeverHasGivenUpIsAnsweredBySoundThatSaysSo"),
        FAILS_TO_REFUSE_WHO_HAS_GIVEN_UP("whoeverHasGivenUpNeedNotBeRefused"),
        FAILS_TO_HEAR_HOW_IT_ENDED("whoeverHangsUpIsGone"),
        SENDS_ON_WHO_HAS_GONE("whoeverHangsUpIsGone");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on calls with a fault. */
    @ExtendWith(FaultyCalls.Parameter.class)
    static final class FaultyCalls implements IncomingCallContract {

        private final Fault fault;

        FaultyCalls(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Ringing ring() {
            return new FaultyCall(fault);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }

    private static final class FaultyCall implements IncomingCall, IncomingCallContract.Ringing {

        private final Fault fault;
        private final ScriptedCall right = ScriptedCall.of(info("call-1")).withEarlyMedia();
        private final Thread maker = Thread.currentThread();
        private boolean callerGone;
        private boolean hungUp;
        private boolean refused;
        private boolean early;
        private @Nullable MediaSession sound;

        FaultyCall(Fault fault) {
            this.fault = fault;
        }

        private static CallInfo info(String name) {
            return CallInfo.of(name, CallPurpose.deposit(MailboxId.parse("1000")))
                    .build();
        }

        private void failsAs(Fault which, boolean due) {
            if (fault == which && due) {
                throw new IllegalStateException("planted");
            }
        }

        @Override
        public IncomingCall call() {
            return this;
        }

        @Override
        public void callerHangsUp() {
            callerGone = true;
            right.hangsUp();
        }

        @Override
        public boolean isOver() {
            return right.isOver() || right.refusal().isPresent();
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(20); // whatever happens has happened at once
        }

        @Override
        public void close() {
            // time is virtual; nothing is open
        }

        @Override
        public CallInfo info() {
            return fault == Fault.CHANGES_ITS_INFO && sound != null ? info("call-2") : right.info();
        }

        @Override
        public MediaSession accept() {
            failsAs(Fault.CANNOT_BE_ANSWERED_ONCE_HUNG_UP, hungUp);
            failsAs(Fault.FAILS_WHEN_THE_CALLER_HAS_GIVEN_UP, callerGone);
            boolean twice = fault == Fault.IS_ANSWERED_TWICE || (fault == Fault.IS_ANSWERED_AFTER_EARLY && early);
            MediaSession open = sound;
            if (open != null && twice) {
                return open;
            }
            MediaSession answered = right.accept();
            sound = answered;
            return answered;
        }

        @Override
        public Optional<EarlyMedia> early() {
            Optional<EarlyMedia> heard = right.early();
            early = true;
            sound = heard.orElseThrow().session();
            return heard;
        }

        @Override
        public void reject(CallRefusal refusal) {
            failsAs(Fault.FAILS_TO_REFUSE_WHO_HAS_GIVEN_UP, callerGone);
            if (!refused || fault != Fault.IS_REFUSED_TWICE) {
                right.reject(refusal);
            }
            refused = true;
        }

        @Override
        public void hangUp() {
            failsAs(Fault.FAILS_WHEN_HUNG_UP_TWICE, hungUp);
            failsAs(Fault.IS_HUNG_UP_BY_ITS_OWN_THREAD, Thread.currentThread() != maker);
            failsAs(Fault.FAILS_WHEN_HUNG_UP_AFTER_REFUSAL, refused);
            hungUp = true;
            if (fault != Fault.RINGS_ON_WHEN_HUNG_UP || sound != null) {
                right.hangUp();
            }
        }

        @Override
        public void ended(CallOutcome outcome) {
            failsAs(Fault.FAILS_TO_HEAR_HOW_IT_ENDED, callerGone);
        }

        @Override
        public CallControl control() {
            return target ->
                    fault == Fault.SENDS_ON_WHO_HAS_GONE || right.control().transfer(target);
        }
    }
}
