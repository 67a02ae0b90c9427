package org.voicemail4j.media.prompt;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;
import org.voicemail4j.testkit.Sounds;

class PromptLibraryTest {

    @TempDir
    Path folder;

    private void prompt(String name, int sound) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(path, new byte[] {(byte) sound});
    }

    private byte[] heard(String name, Locale language) {
        return PromptLibrary.directory(folder)
                .find(name, language)
                .map(Sounds::octets)
                .orElseThrow();
    }

    @Test
    void aDirectoryFallsBackFromCountryToLanguageToItsRoot() throws IOException {
        prompt("en_GB/vm-intro.ulaw", 1);
        prompt("en/vm-intro.ulaw", 2);
        prompt("vm-intro.ulaw", 3);
        prompt("en/digits/1.ulaw", 4);

        assertThat(heard("vm-intro", Locale.UK)).containsExactly(1);
        assertThat(heard("vm-intro", Locale.US)).containsExactly(2);
        assertThat(heard("vm-intro", Locale.GERMANY)).containsExactly(3);
        assertThat(heard("digits/1", Locale.UK)).containsExactly(4);
    }

    @Test
    void aDirectoryOfAnOlderLayoutOrOfAnotherVoiceServesToo() throws IOException {
        prompt("digits/de/1.ulaw", 1);
        prompt("es_MX_f_Allison/vm-intro.ulaw", 2);
        prompt("es_MX_f_Allison/digits/1.ulaw", 3);

        assertThat(heard("digits/1", Locale.GERMANY)).containsExactly(1);
        assertThat(heard("vm-intro", new Locale("es"))).containsExactly(2);
        assertThat(heard("digits/1", new Locale("es", "ES"))).containsExactly(3);
        assertThat(PromptLibrary.directory(folder).find("vm-intro", Locale.GERMANY))
                .isEmpty();
        assertThat(PromptLibrary.directory(folder).find("../vm-intro", new Locale("es")))
                .isEmpty();
    }

    @Test
    void whatIsThereInPartsIsPutTogether() throws IOException {
        prompt("fr/digits/20.ulaw", 20);
        prompt("fr/digits/et.ulaw", 7);
        prompt("fr/digits/1.ulaw", 1);
        prompt("fr/vm-INBOX.ulaw", 8);

        assertThat(heard("digits/21", Locale.FRENCH)).containsExactly(20, 7, 1);
        assertThat(heard("digits/on", Locale.FRENCH)).as("can be left out").isEmpty();
        assertThat(PromptLibrary.directory(folder).find("vm-INBOX-one", Locale.FRENCH))
                .as("one of its parts is missing")
                .isEmpty();

        prompt("fr/digits/21.ulaw", 21);
        assertThat(heard("digits/21", Locale.FRENCH)).containsExactly(21);
    }

    @Test
    void partsOfSeveralFormatsAreNotPutTogether() throws IOException {
        prompt("fr/digits/20.ulaw", 20);
        prompt("fr/digits/2.alaw", 2);

        assertThat(PromptLibrary.directory(folder).find("digits/22", Locale.FRENCH))
                .isEmpty();
    }

    @Test
    void whatIsMissingInALanguageIsSaidInEnglishAndWarnedAboutOnce() throws IOException {
        prompt("de/vm-intro.ulaw", 1);
        prompt("en/vm-goodbye.ulaw", 2);
        List<String> warnings = new ArrayList<>();
        PromptLibrary library = new EnglishFallback(
                PromptLibrary.directory(folder),
                PromptLibrary.english(),
                (name, language) -> warnings.add(name + " in " + language));

        assertThat(library.find("vm-intro", Locale.GERMANY)).isPresent();
        assertThat(library.find("vm-goodbye", Locale.GERMANY).map(Sounds::octets))
                .hasValue(new byte[] {2});
        assertThat(library.find("vm-goodbye", Locale.GERMANY)).isPresent();
        assertThat(library.find("vm-INBOX-other", Locale.GERMANY)).isPresent();
        assertThat(library.find("vm-goodbye", Locale.UK)).isPresent();
        assertThat(library.find("vm-nothing", Locale.UK)).isEmpty();

        assertThat(warnings).containsExactly("vm-goodbye in de_DE", "vm-INBOX-other in de_DE");
    }

    @Test
    void theEnglishPackHasWordsForEveryGrammar() {
        PromptLibrary english = PromptLibrary.english();

        assertThat(PromptTexts.languages())
                .allSatisfy(language -> assertThat(PromptTexts.find(Locale.forLanguageTag(language))
                                .orElseThrow()
                                .byName()
                                .keySet())
                        .allSatisfy(name ->
                                assertThat(english.find(name, Locale.ENGLISH)).isPresent()));
    }

    @Test
    void aPromptThatIsNowhereIsMissing() {
        PromptLibrary directory = PromptLibrary.directory(folder);

        assertThat(directory.find("vm-intro", Locale.ENGLISH)).isEmpty();
        assertThat(directory
                        .orElse((name, language) -> Optional.of(Sounds.of(AudioFormat.ULAW, new byte[] {5})))
                        .find("vm-intro", Locale.ENGLISH))
                .isPresent();
    }

    @Test
    void thePackSpeaksWhateverItsIndexNames() throws IOException {
        PromptLibrary english = PromptLibrary.english();
        try (InputStream index = PromptLibrary.class.getResourceAsStream("en/index")) {
            List<String> names = new String(index.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();

            assertThat(names)
                    .contains("vm-intro", "beep", "digits/7")
                    .allSatisfy(name -> assertThat(english.find(name, Locale.UK))
                            .get()
                            .satisfies(sound -> assertThat(sound.length()).isBetween(ofMillis(50), ofSeconds(30))));
        }
        assertThat(english.find("../../x", Locale.UK)).isEmpty();
    }

    @Test
    void thePackSaysWhateverAKeyCanDo() {
        assertThat(Menu.values())
                .flatExtracting(menu -> List.copyOf(menu.actions()))
                .extracting(MenuAction::phrase)
                .allSatisfy(phrase -> assertThat(PromptLibrary.english().find(phrase, Locale.UK))
                        .isPresent());
    }

    @Test
    void aDirectoryThatIsNoneIsRefused() {
        assertThatThrownBy(() -> PromptLibrary.directory(folder.resolve("none")))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("none");
    }
}
