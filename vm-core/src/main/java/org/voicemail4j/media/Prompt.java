package org.voicemail4j.media;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.voicemail4j.audio.AudioContent;

/** One piece of what a caller hears: a phrase of ours by name, a recording, or nothing for a while. */
public sealed interface Prompt {

    /**
     * A phrase of the prompt library, such as {@code vm-intro} or {@code digits/7}; a library that lacks it leaves it
     * out.
     *
     * @param name letters, digits, {@code _ -} and {@code /} between parts, at most 100 characters
     */
    record Named(String name) implements Prompt {
        private static final Pattern VALID = Pattern.compile("(?=.{1,100}$)[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");

        public Named {
            if (!isValid(name)) {
                throw new IllegalArgumentException("not a prompt name: '" + name + "'");
            }
        }

        /** Whether a prompt can have that name. */
        public static boolean isValid(String name) {
            return VALID.matcher(name).matches();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A recording: a greeting, a name, a take to be reviewed.
     *
     * @param audio what sounds
     */
    record Recorded(AudioContent audio) implements Prompt {
        public Recorded {
            Objects.requireNonNull(audio, "audio");
        }
    }

    /**
     * Nothing for a while; with keys to stop it, the wait for a key.
     *
     * @param length how long, not negative
     */
    record Pause(Duration length) implements Prompt {
        public Pause {
            if (length.isNegative()) {
                throw new IllegalArgumentException("negative pause: " + length);
            }
        }
    }

    /** A phrase of the prompt library. */
    static Prompt named(String name) {
        return new Named(name);
    }

    /** A recording. */
    static Prompt recorded(AudioContent audio) {
        return new Recorded(audio);
    }

    /** Nothing for a while. */
    static Prompt pause(Duration length) {
        return new Pause(length);
    }
}
