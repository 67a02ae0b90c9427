package org.voicemail4j.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxIdTest {

    @Test
    void numberAndContextAreReadAndWritten() {
        assertThat(MailboxId.parse("0000FFFF0001@DIR1")).isEqualTo(new MailboxId("DIR1", "0000FFFF0001"));
        assertThat(MailboxId.parse("1000")).hasToString("1000@default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../../x", "a/b", "a\u0000b", "*98", "1000@a@b", "1000@", "ä", "a b"})
    void whatCannotBeAFolderIsRefused(String text) {
        assertThatThrownBy(() -> MailboxId.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("\u0000");
    }

    @Test
    void whatIsTooLongIsRefusedAndShownShort() {
        assertThatThrownBy(() -> MailboxId.parse("9".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void aHashedPinMatchesItsDigitsAloneAndSurvivesText() {
        Pin pin = Pin.hash("4711", new SecureRandom());
        Pin read = Pin.parse(pin.encoded()).orElseThrow();
        assertThat(read.matches("4711")).isTrue();
        assertThat(read.matches("4712")).isFalse();
        assertThat(read.matches("")).isFalse();
        assertThat(Pin.hash("4711", new SecureRandom()).encoded()).isNotEqualTo(pin.encoded());
    }

    @Test
    void aClearPinMatchesAndIsNeverShown() {
        assertThat(Pin.clear("4711").matches("4711")).isTrue();
        assertThat(Pin.clear("4711").matches("47110")).isFalse();
        assertThat(Pin.clear("4711").toString()).doesNotContain("4711");
        assertThatThrownBy(() -> Pin.clear("4711").encoded()).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "pbkdf2-sha256$0$00$00", "pbkdf2-sha256$99999999$0011223344556677$00", "$$$"})
    void whatIsNoHashIsNotRead(String text) {
        assertThat(Pin.parse(text)).isEmpty();
    }
}
