package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.call.DepositOptions;

class SipOptionsTest {

    /** Unlike an empty string in a dialplan, which means no greeting. */
    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource({"'', BY_REASON", "e, BY_REASON", "s, BY_REASON", "'e,u', UNAVAILABLE", "b, BUSY"})
    void callersHearTheGreetingThatSuitsTheCallUnlessAnotherIsAskedFor(String letters, DepositOptions.Opening opening) {
        assertThat(SipOptions.deposits(letters).opening()).isEqualTo(opening);
    }
}
