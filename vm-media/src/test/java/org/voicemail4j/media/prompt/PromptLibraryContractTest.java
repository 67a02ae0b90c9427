package org.voicemail4j.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.file.SoundBytes;

/** The contract, kept by the libraries here, and broken by such as integrators might write. */
class PromptLibraryContractTest {

    private static final AudioContent PHRASE = new SoundBytes(AudioFormat.ULAW, new byte[800]);

    @TempDir
    private Path folder;

    @Nested
    class Packed implements PromptLibraryContract {

        private final PromptLibrary english = PromptLibrary.english();

        @Override
        public PromptLibrary library() {
            return english;
        }
    }

    @Nested
    class InADirectory implements PromptLibraryContract {

        private PromptLibrary directory = PromptLibrary.english();

        @BeforeEach
        void write() throws IOException {
            Path sounds = Files.createDirectories(folder.resolve("sounds"));
            Files.write(Files.createDirectories(sounds.resolve("de")).resolve("vm-intro.ulaw"), new byte[800]);
            Files.write(sounds.resolve("vm-intro.ulaw"), new byte[400]);
            Files.write(folder.resolve("vm-intro.ulaw"), new byte[200]);
            directory = PromptLibrary.directory(sounds);
        }

        @Override
        public PromptLibrary library() {
            return directory;
        }

        @Override
        public Locale language() {
            return Locale.GERMAN;
        }

        @Test
        void noLanguageLeadsOutOfIt() {
            assertThat(directory
                            .find("vm-intro", new Locale("..", ""))
                            .orElseThrow()
                            .payloadBytes())
                    .isEqualTo(400);
            assertThat(directory
                            .find("vm-intro", new Locale("..", "de"))
                            .orElseThrow()
                            .payloadBytes())
                    .isEqualTo(400);
        }
    }

    @Nested
    class WithEnglishBehindIt implements PromptLibraryContract {

        private final PromptLibrary library = PromptLibrary.english().orEnglish();

        @Override
        public PromptLibrary library() {
            return library;
        }
    }

    private static Optional<AudioContent> right(String name) {
        return Optional.of(PHRASE).filter(phrase -> name.equals("vm-intro"));
    }

    private static void breaks(PromptLibrary faulty, Consumer<PromptLibraryContract> test) {
        ThrowingCallable run = () -> test.accept(() -> faulty);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoLacksWhatItHasIsFound() {
        breaks((name, language) -> Optional.empty(), PromptLibraryContract::aPhraseIsFoundByItsName);
    }

    @Test
    void whoTakesACountryForALanguageIsFound() {
        breaks(
                (name, language) -> language.getCountry().isEmpty() ? right(name) : Optional.empty(),
                PromptLibraryContract::aCountryIsSpokenToInItsLanguage);
    }

    @Test
    void whoComparesLooselyIsFound() {
        breaks(
                (name, language) -> name.startsWith("vm-intro") ? Optional.of(PHRASE) : Optional.empty(),
                PromptLibraryContract::whatItLacksIsNoFailure);
    }

    @Test
    void whoFollowsPathsIsFound() {
        breaks(
                (name, language) -> right(Path.of("/sounds/en/" + name.replace("\u0000", ""))
                        .normalize()
                        .getFileName()
                        .toString()),
                PromptLibraryContract::whatIsNoNameOfAPhraseIsLacked);
        breaks(
                (name, language) -> Optional.of(new Prompt.Named(name)).flatMap(named -> right(named.name())),
                PromptLibraryContract::whatIsNoNameOfAPhraseIsLacked);
    }

    @Test
    void whoTrustsLanguagesIsFound() {
        breaks(
                (name, language) -> {
                    if (language.toString().indexOf(0) >= 0) {
                        throw new IllegalArgumentException("planted: no path");
                    }
                    return right(name);
                },
                PromptLibraryContract::anyLanguageMayBeAskedFor);
    }

    @Test
    void whoServesOneThreadIsFound() {
        Thread first = Thread.currentThread();
        breaks(
                (name, language) -> Thread.currentThread() == first ? right(name) : Optional.empty(),
                PromptLibraryContract::manyMayAskAtOnce);
    }

    @Test
    void whoForgetsTheOtherIsFound() {
        breaks(
                new PromptLibrary() {
                    @Override
                    public Optional<AudioContent> find(String name, Locale language) {
                        return right(name);
                    }

                    @Override
                    public PromptLibrary orElse(PromptLibrary other) {
                        return this;
                    }
                },
                PromptLibraryContract::anotherIsAskedForWhatItLacks);
    }
}
