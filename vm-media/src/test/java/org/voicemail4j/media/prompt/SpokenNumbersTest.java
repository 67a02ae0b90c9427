package org.voicemail4j.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.message.MessageCounts;

/** Numbers in the words of the prompts, letter by letter what ICU spells. */
class SpokenNumbersTest {

    /** A language with the rules by which ICU spells counts as such, of messages, of minutes, and ranks. */
    enum Language {
        DE("numbering", "cardinal-feminine", "cardinal-feminine", "ordinal"),
        ES("numbering", "cardinal-masculine", "cardinal-masculine", "ordinal-masculine"),
        FR("numbering", "cardinal-masculine", "cardinal-feminine", "ordinal-masculine"),
        IT("numbering", "cardinal-masculine", "cardinal-masculine", "ordinal-masculine"),
        NL("numbering", "cardinal", "cardinal", "ordinal"),
        PL("numbering", "cardinal-feminine", "cardinal-feminine", "none"),
        RU("numbering", "cardinal-neuter", "cardinal-feminine", "ordinal-masculine");

        final String count;
        final String message;
        final String minute;
        final String rank;
        private final RuleBasedNumberFormat icu =
                new RuleBasedNumberFormat(Locale.forLanguageTag(name()), RuleBasedNumberFormat.SPELLOUT);
        private final SpokenWords spoken = SpokenWords.of(name());

        Language(String count, String message, String minute, String rank) {
            this.count = count;
            this.message = message;
            this.minute = minute;
            this.rank = rank;
        }

        String spelled(int number, String rules) {
            return sound(icu.format(number, "%spellout-" + rules));
        }

        /** ICU has counts there: "двести" for the two hundredth. */
        boolean isNoRankInIcu(int rank) {
            return this == RU && rank > 100 && rank % 100 == 0;
        }

        /** Without what is written but not heard. */
        String sound(String text) {
            String joined = text.toLowerCase(Locale.ROOT).replaceAll("[\\s\\u00ad-]", "");
            return switch (this) {
                // the plural's s of quatre-vingts and cents; ICU's "quatre-vingt-et-unième" nobody says
                case FR ->
                    joined.replaceAll("(cent|vingt)s", "$1")
                            .replaceAll("(quatrevingt|cent|mille)et(un|onz)ième", "$1$2ième");
                // the accent of centotré; both ventuno and ventun messaggi, centunesimo and centounesimo are said
                case IT ->
                    joined.replace("tré", "tre")
                            .replace("centoo", "cento")
                            .replace("ntoun", "ntun")
                            .replaceAll("n(?=mila|mill|$)", "no");
                // "undécimo" is as good as ICU's "decimoprimero", and its "octingésimo" is in no dictionary
                case ES ->
                    joined.replace("decimoprimer", "undécim")
                            .replace("decimosegund", "duodécim")
                            .replace("octingésim", "octingentésim");
                // written een where no stress is needed
                case NL -> joined.replace("éé", "ee");
                // ё is often written е
                case RU -> joined.replace('ё', 'е');
                default -> joined;
            };
        }
    }

    private static IntStream numbers() {
        return IntStream.concat(
                IntStream.rangeClosed(0, 10_000),
                IntStream.concat(new SplittableRandom(4).ints(3000, 0, 1_000_000), IntStream.of(1_000_000)));
    }

    private static void assertSpoken(Language language, IntStream numbers, String rules, IntFunction<String> spoken) {
        numbers.forEach(number -> assertThat(language.sound(spoken.apply(number)))
                .as("%s %d", language, number)
                .isEqualTo(language.spelled(number, rules)));
    }

    @ParameterizedTest
    @EnumSource
    void countsToAMillion(Language language) {
        SpokenWords spoken = language.spoken;

        assertSpoken(
                language,
                numbers(),
                language.count,
                number -> spoken.words(spoken.grammar().number(number)));
    }

    /** ICU has no ranks in Polish; sentences.csv has some. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PL")
    void ranksTo999(Language language) {
        SpokenWords spoken = language.spoken;

        assertSpoken(
                language,
                IntStream.rangeClosed(1, 999).filter(rank -> !language.isNoRankInIcu(rank)),
                language.rank,
                rank -> spoken.words(spoken.grammar().ordinal(rank)));
    }

    /** "Eine neue Nachricht", "veintiún mensajes nuevos": the number agrees with what is counted. */
    @ParameterizedTest
    @EnumSource
    void countsOfMessages(Language language) {
        SpokenWords spoken = language.spoken;

        assertSpoken(language, IntStream.rangeClosed(1, 1200), language.message, number -> {
            String all = spoken.words(spoken.grammar().counts(new MessageCounts(number, 0, 0, 0)));
            return withoutBoth(all, spoken.texts().text("vm-youhave").orElseThrow(), "vm-INBOX", spoken);
        });
    }

    @ParameterizedTest
    @EnumSource
    void countsOfMinutes(Language language) {
        SpokenWords spoken = language.spoken;

        assertSpoken(language, IntStream.rangeClosed(1, 1200), language.minute, number -> {
            String all = spoken.words(spoken.grammar().length(Duration.ofMinutes(number)));
            return withoutBoth(all, spoken.texts().text("vm-duration").orElseThrow(), "minute", spoken);
        });
    }

    private static String withoutBoth(String all, String before, String noun, SpokenWords spoken) {
        assertThat(all).startsWith(before + ' ');
        String counted = all.substring(before.length() + 1);
        String after = spoken.texts().byName().entrySet().stream()
                .filter(prompt -> prompt.getKey().matches(noun + "-(one|few|many|other)"))
                .map(prompt -> ' ' + prompt.getValue())
                .filter(counted::endsWith)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + noun + " at the end of: " + all));
        return counted.substring(0, counted.length() - after.length());
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberIsSaidSomehow(Language language) {
        SpokenWords spoken = language.spoken;

        IntStream.concat(new SplittableRandom(5).ints(2000), IntStream.of(Integer.MIN_VALUE, -1, Integer.MAX_VALUE))
                .forEach(number -> assertThat(spoken.words(spoken.grammar().number(number)))
                        .isNotBlank());
        assertThat(spoken.words(spoken.grammar().number(-21)))
                .startsWith(spoken.texts().text("digits/minus").orElseThrow() + ' ');
        assertThatThrownBy(() -> spoken.grammar().ordinal(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
