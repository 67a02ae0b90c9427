package org.voicemail4j.store;

import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;

/**
 * A deposit with one rendition of which nothing is in the store before commit, for stores that take a message as a whole.
 * It survives no crash by itself: a journal in front of the store does that. Used by one thread at a time.
 *
 * @param <S> where the sound waits
 */
public final class StagedDeposit<S extends StagedSound> extends StagedRecording<S> implements Deposit {

    private final Commit<S> commit;
    private final Runnable release;
    private Envelope envelope;

    /**
     * Makes a message of a deposit.
     *
     * @param <S> where the sound waits
     */
    @FunctionalInterface
    public interface Commit<S extends StagedSound> {

        /**
         * Stores the message.
         *
         * @param sound has ended and is not empty; closed afterwards, however this ends
         * @throws StoreException if it cannot be kept
         */
        Message run(Envelope envelope, S sound);
    }

    /**
     * A deposit that has begun.
     *
     * @param sound is closed with the deposit
     * @param release gives the place back that was held in the mailbox; run when the deposit is committed or closed, and may be
     *     run more than once
     */
    public StagedDeposit(S sound, Envelope envelope, Commit<S> commit, Runnable release) {
        super(sound);
        this.envelope = Objects.requireNonNull(envelope, "envelope");
        this.commit = Objects.requireNonNull(commit, "commit");
        this.release = Objects.requireNonNull(release, "release");
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public void envelope(Envelope replacement) {
        sound.requireOpen();
        envelope = Objects.requireNonNull(replacement, "envelope");
    }

    @Override
    public void recordingBegins() {
        sound.requireOpen();
    }

    @Override
    public Optional<Message> commit() {
        sound.end();
        try {
            return sound.payloadBytes() == 0 ? Optional.empty() : Optional.of(commit.run(envelope, sound));
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        release.run();
        sound.close();
    }
}
