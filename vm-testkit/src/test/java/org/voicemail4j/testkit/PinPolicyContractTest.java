package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinPolicy;

/** The contract passes on a policy that minds the first digit, and catches what it is there to catch. */
class PinPolicyContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPolicyThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyPolicy.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void aSoundPolicyPasses() {
        assertThat(ContractRun.failedTests(FaultyPolicy.class, Fault.NONE)).isEmpty();
    }

    /** What a policy may get wrong. */
    enum Fault {
        NONE(""),
        ADMITS_ALL("somePinsMayBeHadAndSomeMayNot"),
        ADMITS_EACH_ONCE("whoAsksAgainIsToldTheSame"),
        ADMITS_ALL_WHEN_CUT_OFF("aPolicyThatCannotAskAdmitsNothing"),
        THROWS_WHEN_CUT_OFF("aPolicyThatCannotAskAdmitsNothing"),
        SERVES_ONE_THREAD("manyMayAskAtOnce"),
        ADMITS_ALL_AFTER_A_CHANGE("aChangeThatItIsToldOfChangesNoRule"),
        SHOWS_THE_PIN("noTextFormShowsThePin");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on a policy with a fault. */
    @ExtendWith(FaultyPolicy.Parameter.class)
    static final class FaultyPolicy implements PinPolicyContract, PinPolicy {

        private final Fault fault;
        private final Thread first = Thread.currentThread();
        private final Set<String> asked = new HashSet<>();
        private String last = "";
        private boolean cutOff;
        private boolean changed;

        FaultyPolicy(Fault fault) {
            this.fault = fault;
        }

        @Override
        public PinPolicy policy() {
            return this;
        }

        @Override
        public String admitted() {
            return "4711";
        }

        @Override
        public String refused() {
            return "1234";
        }

        @Override
        public void cutOff() {
            cutOff = true;
        }

        @Override
        public synchronized boolean admits(MailboxId mailbox, String digits) {
            last = digits;
            if (cutOff && fault == Fault.THROWS_WHEN_CUT_OFF) {
                throw new VoicemailException("planted: nobody there");
            }
            if (cutOff || (fault == Fault.SERVES_ONE_THREAD && Thread.currentThread() != first)) {
                return fault == Fault.ADMITS_ALL_WHEN_CUT_OFF;
            }
            if (fault == Fault.ADMITS_ALL || (fault == Fault.ADMITS_ALL_AFTER_A_CHANGE && changed)) {
                return true;
            }
            boolean again = !asked.add(digits);
            return !digits.startsWith("1") && !(fault == Fault.ADMITS_EACH_ONCE && again);
        }

        @Override
        public void changed(MailboxId mailbox, String digits) {
            changed = true;
        }

        @Override
        public String toString() {
            return fault == Fault.SHOWS_THE_PIN ? "last asked for " + last : "first digit";
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
