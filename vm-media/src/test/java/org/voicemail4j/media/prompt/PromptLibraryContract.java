package org.voicemail4j.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioReader;

/**
 * What every {@link PromptLibrary} must do. Published as the {@code tests} of vm-media, for test classes that implement it;
 * they bring JUnit and AssertJ along.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface PromptLibraryContract {

    /** The library under test. */
    PromptLibrary library();

    /** A phrase that it has in {@link #language}. */
    default String known() {
        return "vm-intro";
    }

    /** A language that it speaks. */
    default Locale language() {
        return Locale.ENGLISH;
    }

    @Test
    default void aPhraseIsFoundByItsName() {
        assertSounds(library().find(known(), language()).orElseThrow());
        assertSounds(library().find(known(), language()).orElseThrow());
    }

    @Test
    default void aCountryIsSpokenToInItsLanguage() {
        Locale country = new Locale(language().getLanguage(), "ZZ");
        assertSounds(library().find(known(), country).orElseThrow());
    }

    @Test
    default void whatItLacksIsNoFailure() {
        assertThat(library().find("no-such-phrase", language())).isEmpty();
        assertThat(library().find("digits/no-such-phrase", language())).isEmpty();
        assertThat(library().find(known() + "x", language())).isEmpty();
    }

    @Test
    default void whatIsNoNameOfAPhraseIsLacked() {
        String known = known();
        List<String> strange = List.of(
                "",
                " ",
                ".",
                "..",
                "/",
                "/" + known,
                "./" + known,
                known + "/",
                known + " ",
                "../" + language().getLanguage() + '/' + known,
                "digits/../" + known,
                "../../../../etc/passwd",
                "C:\\" + known,
                known + '\u0000',
                '\u0000' + known,
                known + '\n',
                "%2e%2e/" + known,
                known + ".ulaw",
                "\u00e4\u4e2d\ud83d\ude00",
                "\ud800",
                "x".repeat(1000),
                "x/".repeat(500) + "x");
        for (String name : strange) {
            assertThat(library().find(name, language())).as("'%s'", name).isEmpty();
        }
    }

    @Test
    default void anyLanguageMayBeAskedFor() {
        for (String code : List.of("", "xx", "..", "../..", "/etc", "a/b", "\u0000", "*", "x".repeat(100))) {
            for (Locale language :
                    List.of(new Locale(code, ""), new Locale(language().getLanguage(), code))) {
                library().find(known(), language).ifPresent(PromptLibraryContract::assertSounds);
                assertThat(library().find("no-such-phrase", language)).isEmpty();
            }
        }
    }

    @Test
    default void manyMayAskAtOnce() {
        PromptLibrary library = library();
        long octets = library.find(known(), language()).orElseThrow().payloadBytes();
        List<CompletableFuture<Boolean>> asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> i % 2 == 0
                        ? library.find(known(), language()).orElseThrow().payloadBytes() == octets
                        : library.find("no-such-phrase" + i, language()).isEmpty()))
                .toList();
        assertThat(asked).allMatch(CompletableFuture::join);
    }

    @Test
    default void anotherIsAskedForWhatItLacks() {
        AudioContent mine = library().find(known(), language()).orElseThrow();
        PromptLibrary both =
                library().orElse((name, language) -> name.equals("other") ? Optional.of(mine) : Optional.empty());
        assertThat(both.find("other", language())).containsSame(mine);
        assertThat(both.find(known(), language()).orElseThrow().payloadBytes()).isEqualTo(mine.payloadBytes());
        assertThat(both.find("no-such-phrase", language())).isEmpty();
    }

    private static void assertSounds(AudioContent phrase) {
        ByteBuffer octets = ByteBuffer.allocate((int) phrase.payloadBytes() + 1);
        try (AudioReader reader = phrase.open()) {
            while (reader.read(octets, octets.position()) > 0) {
                continue;
            }
        }
        assertThat(octets.position()).as("octets of " + phrase).isPositive().isEqualTo((int) phrase.payloadBytes());
    }
}
