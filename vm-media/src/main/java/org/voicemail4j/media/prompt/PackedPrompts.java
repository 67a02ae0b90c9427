package org.voicemail4j.media.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.file.SoundBytes;

/**
 * The prompts that lie beside this class: G.711 µ-law without header, one folder a language. Prompts of the grammars of other
 * languages are put together from its own.
 */
final class PackedPrompts implements PromptLibrary {

    private final Pieces pieces = new Pieces();
    private final String folder;

    PackedPrompts(String folder) {
        this.folder = folder;
    }

    @Override
    public Optional<AudioContent> find(String name, Locale language) {
        if (!Prompt.Named.isValid(name)) {
            return Optional.empty();
        }
        return packed(name).or(() -> pieces.join(name, folder, this::packed));
    }

    private Optional<AudioContent> packed(String name) {
        try (InputStream sound = PackedPrompts.class.getResourceAsStream(folder + '/' + name + ".ulaw")) {
            return sound == null
                    ? Optional.empty()
                    : Optional.of(new SoundBytes(AudioFormat.ULAW, sound.readAllBytes()));
        } catch (IOException e) {
            throw new MediaException("prompt " + folder + '/' + name + " cannot be read from the jar", e);
        }
    }
}
