package org.voicemail4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/** Lamps that remember everything they were told. For many threads. */
public final class CollectingMwiPublisher implements MwiPublisher {

    private final List<Published> published = new ArrayList<>();

    /**
     * What was published.
     *
     * @param mailbox for which mailbox
     * @param summary what its lamps were to show
     */
    public record Published(MailboxId mailbox, MessageSummary summary) {}

    /** Lamps that are off. */
    public CollectingMwiPublisher() {}

    @Override
    public synchronized void publish(MailboxId mailbox, MessageSummary summary) {
        published.add(new Published(mailbox, summary));
        notifyAll();
    }

    /** All that was published so far, oldest first. */
    public synchronized List<Published> published() {
        return List.copyOf(published);
    }

    /** What the lamps of a mailbox show: the last that was published for it. */
    public synchronized Optional<MessageSummary> shown(MailboxId mailbox) {
        for (int i = published.size() - 1; i >= 0; i--) {
            if (published.get(i).mailbox().equals(mailbox)) {
                return Optional.of(published.get(i).summary());
            }
        }
        return Optional.empty();
    }

    /**
     * Waits until the lamps of a mailbox show that.
     *
     * @throws AssertionError if they do not within ten seconds
     */
    public synchronized void awaitShown(MailboxId mailbox, MessageSummary summary) {
        for (int turns = 0;
                turns < 100 && shown(mailbox).filter(summary::equals).isEmpty();
                turns++) {
            try {
                TimeUnit.MILLISECONDS.timedWait(this, 100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        if (shown(mailbox).filter(summary::equals).isEmpty()) {
            throw new AssertionError(mailbox + " shows " + shown(mailbox) + " and not " + summary);
        }
    }
}
