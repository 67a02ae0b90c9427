package org.voicemail4j.mailbox;

import java.util.Objects;
import org.voicemail4j.audio.AudioContent;

/**
 * A greeting that the owner recorded.
 *
 * @param kind which one
 * @param audio its sound
 */
public record Greeting(GreetingKind kind, AudioContent audio) {
    public Greeting {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(audio, "audio");
    }
}
