package org.voicemail4j.mailbox;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Who has a mailbox: an SPI over a configuration file, a table or a host's own users. For many threads; may block. Every
 * method throws {@link org.voicemail4j.VoicemailException} when it cannot say; a stream does so while it is read, too.
 *
 * <p>There may be a million of them: whoever needs one mailbox asks for it, whoever needs names alone takes {@link #ids}. A
 * directory that has them elsewhere than in memory gives streams that read on as they are read, and that hold nothing
 * between two elements which others would wait for, such as a database's connection.
 */
public interface MailboxDirectory {

    /** The subscriber with that mailbox; empty if nobody has it. */
    Optional<Subscriber> find(MailboxId id);

    /** Every subscriber, in the order of their {@link MailboxId}s. The caller closes the stream. */
    Stream<Subscriber> list();

    /** The subscribers of one context, in that order. The caller closes the stream. */
    default Stream<Subscriber> list(String context) {
        return list().filter(subscriber -> subscriber.mailbox().context().equals(context));
    }

    /**
     * How the service behaves in a context while nobody has said whose mailbox it is about: which prompts ask for the number, in
     * which language, and how often. Empty, as unless overridden, leaves that to the call.
     */
    default Optional<MailboxPolicy> policy(String context) {
        return Optional.empty();
    }

    /** The names of all mailboxes, in their order: those of {@link #list()}. The caller closes the stream. */
    default Stream<MailboxId> ids() {
        return list().map(Subscriber::mailbox);
    }

    /**
     * Those of {@link #ids} that come after one, for whoever reads them page by page. The caller closes the stream.
     *
     * @param id of a mailbox that need not be there
     */
    default Stream<MailboxId> idsAfter(MailboxId id) {
        return ids().dropWhile(next -> next.compareTo(id) <= 0);
    }

    /**
     * Told that a PIN which this directory has in clear was entered right. One that owns what it reads puts a hash in its
     * place, if that PIN is still the one of this mailbox; the same digits hold, and whoever puts another one there later,
     * in clear or hashed, is believed. Nothing is done unless overridden: a file of others is only read.
     *
     * @param clear as it was read
     * @param random source of the salt
     * @throws org.voicemail4j.VoicemailException if that cannot be done now; the owner is let in nevertheless
     */
    default void hashPin(MailboxId id, Pin clear, RandomGenerator random) {}
}
