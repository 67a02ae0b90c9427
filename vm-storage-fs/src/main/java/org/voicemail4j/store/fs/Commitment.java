package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.DeliveryKey;

/**
 * The point of no return of a recording, with the ledger's entry if it is a delivery. From the moment its journal says
 * committing, recovery finishes it and writes the entry; so message and entry come together whenever the process dies. A
 * delivery that fails while the process lives is taken back instead, entry first: whoever brought it brings it again. So is
 * a greeting of which nothing is in place yet: its owner is told that it failed.
 */
final class Commitment {

    private static final Logger LOG = LoggerFactory.getLogger(Commitment.class);

    private final MailboxId mailbox;
    private final JournaledRecording recording;
    private final FileLedger ledger;
    private final MailboxLocks locks;
    /** Whether another has delivered what this would. */
    private volatile boolean foreign;

    Commitment(MailboxId mailbox, JournaledRecording recording, FileLedger ledger, MailboxLocks locks) {
        this.mailbox = mailbox;
        this.recording = recording;
        this.ledger = ledger;
        this.locks = locks;
    }

    /**
     * Commits and publishes.
     *
     * @param publication puts the staged files where they belong
     */
    <T> T with(Spool.Work<T> publication) throws IOException {
        Optional<DeliveryKey> key = recording.journal().key();
        if (key.isEmpty()) {
            recording.committing();
            return publish(publication);
        }
        return locks.alone(mailbox, () -> deliver(key.get(), publication));
    }

    /**
     * Publishes what is committing still, as recovery would: the entry first, for it may be that which failed. What another
     * has delivered is withdrawn.
     *
     * @param publication puts the staged files where they belong
     */
    void again(Spool.Work<?> publication) throws IOException {
        if (foreign) {
            withdraw();
            return;
        }
        Optional<DeliveryKey> key = recording.journal().key();
        if (key.isPresent()) {
            ledger.add(mailbox, key.get());
        }
        publication.run();
    }

    private <T> T publish(Spool.Work<T> publication) throws IOException {
        try {
            return publication.run();
        } catch (IOException | RuntimeException e) {
            if (recording.journal().greeting().isPresent() && recording.isStaged()) {
                takeBackGreeting();
            }
            throw e;
        }
    }

    /** A greeting that did not come in place must not come there at the next start, over what its owner did since. */
    private void takeBackGreeting() {
        try {
            withdraw();
        } catch (IOException e) {
            LOG.warn("a greeting of {} that failed is left to the next start's recovery", mailbox, e);
        }
    }

    private <T> T deliver(DeliveryKey key, Spool.Work<T> publication) throws IOException {
        recording.committing();
        if (!ledger.add(mailbox, key)) {
            foreign = true;
            withdraw();
            throw new IOException("another has delivered " + key);
        }
        try {
            return publication.run();
        } catch (IOException | RuntimeException e) {
            takeBack(key);
            throw e;
        }
    }

    private void takeBack(DeliveryKey key) {
        try {
            if (!isPublished()) {
                ledger.remove(mailbox, key);
                withdraw();
            }
        } catch (IOException e) {
            LOG.warn("delivery {} of {} is left to the next start's recovery", key, mailbox, e);
        }
    }

    private void withdraw() throws IOException {
        recording.withdraw();
        recording.cleanUp();
    }

    /** A message is there once its {@code .txt} is no longer staged; a greeting can be put in place again. */
    private boolean isPublished() {
        boolean isMessage = recording.journal().greeting().isEmpty();
        return isMessage && !Files.exists(recording.files().text());
    }
}
