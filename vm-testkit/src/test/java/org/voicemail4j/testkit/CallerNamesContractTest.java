package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.call.CallerNames;

/** The contract passes on names of one caller, and catches what it is there to catch. */
class CallerNamesContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void namesThatGetOneThingWrongFailTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyNames.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void soundNamesPass() {
        assertThat(ContractRun.failedTests(FaultyNames.class, Fault.NONE)).isEmpty();
    }

    /** What names may get wrong. */
    enum Fault {
        NONE(""),
        KNOW_NOBODY("aNameIsFoundByItsNumber"),
        SAY_ANOTHER_NAME("aNameIsFoundByItsNumber"),
        COMPARE_LOOSELY("nobodyIsTakenForSomebodyElse"),
        LEAVE_THEIR_FOLDER("anyTextIsTakenForANumber"),
        FAIL_ON_STRANGE_TEXT("anyTextIsTakenForANumber"),
        FIND_ONE_AT_A_TIME("manyMayAskAtOnce");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on names with a fault. */
    @ExtendWith(FaultyNames.Parameter.class)
    static final class FaultyNames implements CallerNamesContract, CallerNames {

        private final Fault fault;
        private final AudioContent name = Sounds.noise(AudioFormat.WAV, Duration.ofMillis(100), 1);
        private final AtomicInteger found = new AtomicInteger();

        FaultyNames(Fault fault) {
            this.fault = fault;
        }

        @Override
        public CallerNames names() {
            return this;
        }

        @Override
        public byte[] sound() {
            return Sounds.octets(name);
        }

        @Override
        public Optional<AudioContent> find(String number) {
            if (fault == Fault.FAIL_ON_STRANGE_TEXT && number.indexOf(0) >= 0) {
                throw new VoicemailException("planted: no such path");
            }
            if (fault == Fault.LEAVE_THEIR_FOLDER && number.startsWith("/")) {
                return Optional.of(name);
            }
            String compared = fault == Fault.COMPARE_LOOSELY ? number.strip() : number;
            if (!compared.equals(known()) || fault == Fault.KNOW_NOBODY) {
                return Optional.empty();
            }
            if (fault == Fault.FIND_ONE_AT_A_TIME && found.incrementAndGet() > 5) {
                return Optional.empty();
            }
            return Optional.of(
                    fault == Fault.SAY_ANOTHER_NAME ? Sounds.noise(AudioFormat.WAV, Duration.ofMillis(100), 2) : name);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
