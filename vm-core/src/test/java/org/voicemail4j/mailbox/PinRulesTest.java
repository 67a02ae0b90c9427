package org.voicemail4j.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which PINs are refused, and which are not. */
class PinRulesTest {

    private static final MailboxId BOX = MailboxId.parse("1000");
    private static final PinRules NOT_TRIVIAL = new PinRules(0, true, 0, false);

    @ParameterizedTest
    @ValueSource(
            strings = {"1111", "1234", "7890", "987654", "3210", "1212", "123123", "1000", "910001", "00", "7", "4747"})
    void whatEverybodyTriesIsTrivial(String digits) {
        assertThat(NOT_TRIVIAL.admit(BOX, digits)).isFalse();
        assertThat(PinRules.ANY.admit(BOX, digits)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4711", "2580", "1358", "12340", "294857"})
    void otherDigitsAreNot(String digits) {
        assertThat(NOT_TRIVIAL.admit(BOX, digits)).isTrue();
    }

    @Test
    void aShortMailboxNumberMayStandInAPin() {
        assertThat(NOT_TRIVIAL.admit(MailboxId.parse("7"), "4711")).isTrue();
        assertThat(NOT_TRIVIAL.admit(MailboxId.parse("47"), "4711")).isTrue();
        assertThat(NOT_TRIVIAL.admit(MailboxId.parse("471"), "4711")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12a4", "*123", " 123"})
    void onlyDigitsAreDigits(String digits) {
        assertThat(PinRules.ANY.admit(BOX, digits)).isFalse();
    }

    @Test
    void aShortOneIsRefused() {
        assertThat(PinRules.STRICT.admit(BOX, "29485")).isFalse();
        assertThat(PinRules.STRICT.admit(BOX, "294857")).isTrue();
    }
}
