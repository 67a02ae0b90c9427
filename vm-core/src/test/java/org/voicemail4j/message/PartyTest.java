package org.voicemail4j.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartyTest {

    @Test
    void lineEndsAndControlsBecomeBlanks() {
        assertThat(Party.of("Eve\r\nInjected: yes\u0000\u001b[31m", "1\n2").name())
                .contains("Eve Injected: yes [31m");
        assertThat(Party.of("Eve", "1\n2").number()).contains("1 2");
    }

    @Test
    void lettersOfEveryScriptStay() {
        assertThat(Party.of("Zoë; \"Q\" 李 🎉", "").name()).contains("Zoë; \"Q\" 李 🎉");
        assertThat(Party.of("🎉".repeat(200), "").name().orElseThrow()).isEqualTo("🎉".repeat(128));
    }

    @Test
    void textThatTurnsAroundOrHalvesOfLettersDoNotStay() {
        assertThat(Party.of("a\u202Eb\uD83Cc", "").name()).contains("a b c");
    }

    @Test
    void whatIsBlankIsAbsent() {
        assertThat(Party.of(" \t", "\u0000")).isEqualTo(Party.UNKNOWN);
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(Party.of("x".repeat(10_000), "9".repeat(10_000)))
                .isEqualTo(Party.of("x".repeat(256), "9".repeat(128)));
    }

    @Test
    void idsHaveAsterisksShape() {
        MessageId id = MessageId.create(Instant.ofEpochSecond(1_795_465_425), new Random(1));
        assertThat(id.value()).matches("1795465425-[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "../x", "a\nb", "a;b"})
    void whatIsNoIdIsRefused(String text) {
        assertThatThrownBy(() -> new MessageId(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
