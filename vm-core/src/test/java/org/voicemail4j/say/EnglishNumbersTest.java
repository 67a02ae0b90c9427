package org.voicemail4j.say;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Prompt;

/** Numbers, against what ICU makes of them. */
class EnglishNumbersTest {

    private static final RuleBasedNumberFormat ICU =
            new RuleBasedNumberFormat(Locale.ENGLISH, RuleBasedNumberFormat.SPELLOUT);
    private static final SpokenLanguage ENGLISH = SpokenLanguage.of(Locale.ENGLISH);

    @Test
    void countsTo9999() {
        IntStream.rangeClosed(0, 9999).forEach(EnglishNumbersTest::assertCount);
    }

    @Test
    void countsOfAnySize() {
        new SplittableRandom(11).ints(2000).forEach(EnglishNumbersTest::assertCount);
        IntStream.of(Integer.MIN_VALUE, -1, 1_000_000, 1_000_001, 999_999_999, 2_000_000_000, Integer.MAX_VALUE)
                .forEach(EnglishNumbersTest::assertCount);
    }

    private static void assertCount(int number) {
        assertThat(Words.of(ENGLISH.number(number))).isEqualTo(spelled(number, "%spellout-cardinal"));
    }

    @Test
    void ranksTo9999() {
        IntStream.rangeClosed(1, 9999)
                .forEach(rank ->
                        assertThat(Words.of(ENGLISH.ordinal(rank))).isEqualTo(spelled(rank, "%spellout-ordinal")));
    }

    private static String spelled(int number, String rules) {
        return ICU.format(number, rules).replace('-', ' ');
    }

    @Test
    void nothingComesBeforeTheFirst() {
        assertThatThrownBy(() -> ENGLISH.ordinal(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyPromptsThatSoundDirectoriesHave() {
        Stream<String> names = Stream.concat(
                IntStream.concat(IntStream.rangeClosed(0, 20), IntStream.of(30, 40, 50, 60, 70, 80, 90))
                        .mapToObj(Integer::toString),
                Stream.of("hundred", "thousand"));

        assertThat(IntStream.rangeClosed(0, 9999)
                        .boxed()
                        .flatMap(number -> ENGLISH.number(number).stream())
                        .map(Prompt::toString)
                        .collect(toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        names.map("digits/"::concat).toList());
    }
}
