package org.voicemail4j.store;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * A greeting with one rendition of which nothing is in the store before commit; the old one is heard until then. Used by
 * one thread at a time.
 *
 * @param <S> where the sound waits
 */
public final class StagedGreeting<S extends StagedSound> extends StagedRecording<S> implements GreetingRecording {

    private final Consumer<S> commit;

    /**
     * A greeting whose recording has begun.
     *
     * @param sound is closed with the greeting
     * @param commit stores it; it has ended and is not empty then
     */
    public StagedGreeting(S sound, Consumer<S> commit) {
        super(sound);
        this.commit = Objects.requireNonNull(commit, "commit");
    }

    @Override
    public void commit() {
        sound.requireOpen();
        if (sound.payloadBytes() == 0) {
            throw new IllegalStateException("nothing was recorded for this greeting");
        }
        sound.end();
        try {
            commit.accept(sound);
        } finally {
            sound.close();
        }
    }

    @Override
    public void close() {
        sound.close();
    }
}
