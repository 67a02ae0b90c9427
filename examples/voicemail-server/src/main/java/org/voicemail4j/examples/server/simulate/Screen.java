package org.voicemail4j.examples.server.simulate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.media.prompt.PromptTexts;

/** Writes what would be heard: each prompt's sound file, and its text. */
final class Screen {

    private static final Duration OF_SILENT_PROMPT = Duration.ZERO;

    private final PrintWriter out;
    private final PromptLibrary sounds;
    private Locale language;
    private Optional<PromptTexts> texts;

    Screen(PrintWriter out, PromptLibrary sounds, Locale language) {
        this.out = out;
        this.sounds = sounds;
        this.language = language;
        this.texts = PromptTexts.find(language);
    }

    void language(Locale spoken) {
        language = spoken;
        texts = PromptTexts.find(spoken);
    }

    /** Writes a prompt; returns how long it sounds. */
    Duration show(Prompt prompt) {
        if (prompt instanceof Prompt.Named named) {
            return show(named.name());
        }
        if (prompt instanceof Prompt.Recorded recorded) {
            Duration length = recorded.audio().length();
            line("(recording)", seconds(length));
            return length;
        }
        return Duration.ZERO;
    }

    private Duration show(String name) {
        Optional<AudioContent> sound = sounds.find(name, language);
        String text = texts.flatMap(all -> all.text(name)).orElse("");
        line(name, text + (sound.isPresent() ? "" : "  (there is no such sound)"));
        return sound.map(AudioContent::length).orElse(OF_SILENT_PROMPT);
    }

    void message(Duration place, Duration length) {
        line("(message)", seconds(place) + " of " + seconds(length));
    }

    void paused() {
        line("(message)", "paused");
    }

    void recording() {
        line("(recording begins)", "");
    }

    void recorded(Duration length) {
        line("(recorded)", seconds(length));
    }

    void key(Digit key) {
        out.println("> " + key.symbol());
        out.flush();
    }

    void silence(Duration length) {
        if (length.compareTo(Duration.ofSeconds(1)) >= 0) {
            line("(" + seconds(length) + " without a key)", "");
        }
    }

    void hungUp() {
        out.println("> hangs up");
        out.flush();
    }

    /** Writes something that is not heard. */
    void note(String text) {
        out.println("= " + text);
        out.flush();
    }

    private void line(String name, String text) {
        out.println(("  " + String.format(Locale.ROOT, "%-22s %s", name, text)).stripTrailing());
        out.flush();
    }

    private static String seconds(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }
}
