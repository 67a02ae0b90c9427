package org.voicemail4j.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberPatternTest {

    @ParameterizedTest
    @CsvSource({
        "5551234, 5551234, true",
        "5551234, 55512345, false",
        "_NXXXXXX, 2001234, true",
        "_NXXXXXX, 1001234, false",
        "_ZX, 10, true",
        "_ZX, 01, false",
        "_[13-5]X, 39, true",
        "_[13-5]X, 29, false",
        "_00., 001, true",
        "_00., 00, false",
        "_00!, 00, true",
        "_+49., +49301, true",
        "_+49., 0049301, false",
        "_*9X, *98, true",
    })
    void looksLikeIt(String pattern, String number, boolean matches) {
        assertThat(NumberPattern.of(pattern).matches(number)).isEqualTo(matches);
    }

    @Test
    void noWildcardStandsForAFeatureCode() {
        assertThat(NumberPattern.of("_.").matches("*98")).isFalse();
        assertThat(NumberPattern.of("_X!").matches("1#")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_", "_(X+)+", "_X.X", "abc", "_[", "_[]X", "_[9-0]", "_X{99}"})
    void isNone(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NumberPattern.of(text));
    }
}
