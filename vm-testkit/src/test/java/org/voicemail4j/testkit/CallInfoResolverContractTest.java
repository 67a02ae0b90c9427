package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;

/** The contract passes on a resolver that knows one line, and catches what it is there to catch. */
class CallInfoResolverContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aResolverThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyResolver.class, fault)).isNotEmpty();
    }

    @Test
    void aSoundResolverPasses() {
        assertThat(ContractRun.failedTests(FaultyResolver.class, Fault.NONE)).isEmpty();
    }

    /** What a resolver may get wrong. */
    enum Fault {
        NONE,
        TELLS_NOTHING,
        RENAMES_THE_CALL,
        COPIES_UNKNOWN_CALLS,
        FAILS_WHEN_CUT_OFF,
        TELLS_THE_PREVIOUS_CALLS
    }

    /** Not run by itself: the contract on a resolver with a fault. */
    @ExtendWith(FaultyResolver.Parameter.class)
    static final class FaultyResolver implements CallInfoResolverContract {

        private static final CallPurpose KNOWN = CallPurpose.deposit(MailboxId.parse("1000"));

        private final Fault fault;
        private boolean cutOff;
        private @Nullable CallPurpose previous;

        FaultyResolver(Fault fault) {
            this.fault = fault;
        }

        @Override
        public CallInfoResolver resolver() {
            return this::resolve;
        }

        private CallInfo resolve(CallInfo call) {
            if (cutOff && fault == Fault.FAILS_WHEN_CUT_OFF) {
                throw new VoicemailException("planted: the line is down");
            }
            boolean known = call.line().filter("7"::equals).isPresent() && fault != Fault.TELLS_NOTHING;
            if (!known && fault == Fault.TELLS_THE_PREVIOUS_CALLS && previous != null) {
                return call.toBuilder().purpose(previous).build();
            }
            if (!known) {
                return fault == Fault.COPIES_UNKNOWN_CALLS ? call.toBuilder().build() : call;
            }
            previous = KNOWN;
            return fault == Fault.RENAMES_THE_CALL
                    ? CallInfo.of("another", KNOWN).build()
                    : call.toBuilder().purpose(KNOWN).build();
        }

        @Override
        public CallInfo knownCall() {
            return call("7");
        }

        @Override
        public CallPurpose knownPurpose() {
            return KNOWN;
        }

        @Override
        public CallInfo unknownCall() {
            return call("");
        }

        private static CallInfo call(String line) {
            return CallInfo.of("call-1", CallPurpose.retrieval()).line(line).build();
        }

        @Override
        public void cutOff() {
            cutOff = true;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
