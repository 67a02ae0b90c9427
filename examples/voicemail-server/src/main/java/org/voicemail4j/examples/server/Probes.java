package org.voicemail4j.examples.server;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;

/** Asks what calls need whether it answers. For many threads; each question may block for as long as what is asked. */
final class Probes {

    private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

    private final MailboxDirectory directory;
    private final Predicate<MailboxId> isKept;
    private final Consumer<MailboxId> counting;
    private volatile Optional<MailboxId> known = Optional.empty();

    /**
     * @param isKept whether the store keeps messages of that mailbox
     * @param counting asks the store for that mailbox's counts
     */
    Probes(MailboxDirectory directory, Predicate<MailboxId> isKept, Consumer<MailboxId> counting) {
        this.directory = directory;
        this.isKept = isKept;
        this.counting = counting;
    }

    boolean directoryAnswers() {
        try (Stream<MailboxId> all = directory.ids()) {
            all.filter(isKept).findFirst().ifPresent(mailbox -> known = Optional.of(mailbox));
            return true;
        } catch (RuntimeException e) {
            LOG.debug("the mailboxes cannot be looked at", e);
            return false;
        }
    }

    /** Counting a mailbox asks a store as much as a lamp does. */
    boolean storeAnswers() {
        if (known.isEmpty()) {
            directoryAnswers();
        }
        try {
            known.ifPresent(counting);
            return true;
        } catch (RuntimeException e) {
            LOG.debug("the store does not answer", e);
            return false;
        }
    }
}
