package org.voicemail4j.media.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundBytes;
import org.voicemail4j.media.prompt.PromptFinding.Fault;

/**
 * Looks through a sound directory for what callers would notice: prompts that are missing, that cannot be played, that
 * are clipped or too quiet, that begin or end with too long a silence.
 */
public final class PromptCheck {

    private final PromptLibrary library;
    private final Path directory;
    private final Locale language;

    private PromptCheck(Path directory, Locale language) {
        this.library = PromptLibrary.directory(directory);
        this.directory = directory;
        this.language = language;
    }

    /**
     * Checks a directory.
     *
     * @param directory in the layout of Asterisk's sounds, see {@link PromptLibrary#directory}
     * @param language one of {@link PromptTexts#languages}
     * @return one finding for each prompt with a fault, in the order of their names
     * @throws MediaException if it is no directory
     * @throws IllegalArgumentException if there is no grammar for the language
     */
    public static List<PromptFinding> run(Path directory, Locale language) {
        SortedMap<String, String> texts = PromptTexts.find(language)
                .orElseThrow(() -> new IllegalArgumentException("no grammar for the language '" + language + "'"))
                .byName();
        PromptCheck check = new PromptCheck(directory, language);
        List<PromptFinding> findings = new ArrayList<>();
        texts.keySet().forEach(name -> check.look(name).ifPresent(findings::add));
        return List.copyOf(findings);
    }

    private Optional<PromptFinding> look(String name) {
        try {
            Optional<AudioContent> sound = library.find(name, language);
            return sound.isPresent() ? heard(name, sound.get()) : Optional.of(missing(name));
        } catch (VoicemailException | IllegalArgumentException e) {
            return Optional.of(new PromptFinding(name, Fault.UNREADABLE, String.valueOf(e.getMessage())));
        }
    }

    /** What can be left out has no sound. */
    private static Optional<PromptFinding> heard(String name, AudioContent sound) {
        if (sound.payloadBytes() == 0) {
            return sound instanceof SoundBytes
                    ? Optional.empty()
                    : Optional.of(new PromptFinding(name, Fault.UNREADABLE, "no sound in it: " + sound));
        }
        SoundLevels levels = SoundLevels.of(sound, AudioCodecs.standard());
        return levels.fault().map(fault -> new PromptFinding(name, fault, levels.toString()));
    }

    private PromptFinding missing(String name) {
        List<String> unknown = unknownFormats(name);
        return unknown.isEmpty()
                ? new PromptFinding(name, Fault.MISSING, "neither it nor its parts")
                : new PromptFinding(
                        name, Fault.UNREADABLE, "in formats that cannot be played: " + String.join(", ", unknown));
    }

    private List<String> unknownFormats(String name) {
        Path folder = directory.resolve(language.getLanguage()).resolve(name).getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        String start = name.substring(name.lastIndexOf('/') + 1) + '.';
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.startsWith(start))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MediaException("directory of prompts cannot be listed: " + folder, e);
        }
    }
}
