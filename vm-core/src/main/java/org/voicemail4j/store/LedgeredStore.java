package org.voicemail4j.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;

/**
 * A message store that also takes what was recorded elsewhere, by a journal that waited for it or by another store, and
 * takes each message once however often it is brought. It keeps a ledger: the key of each delivery, written in the same
 * transaction as its message, so that the one is there exactly if the other was. A delivery is recognised even if its
 * owner has moved or deleted the message since.
 *
 * <pre>
 *   beginDelivery --append--> commit      message and ledger entry are there, both or neither
 *        |                    close       neither; it may be brought again
 *        '-- empty                        it has been delivered: forget it
 * </pre>
 *
 * Entries of the ledger are kept for {@link #LEDGER_MEMORY} at least and pruned at some time after that: who may have
 * brought a message longer ago than that, without knowing what came of it, must not bring it again. The contract is
 * published as {@code LedgerContract} in vm-testkit.
 */
public interface LedgeredStore extends MessageStore {

    /** How long a delivery is recognised for certain. */
    Duration LEDGER_MEMORY = Duration.ofDays(30);

    /** The formats that each deposit, delivery and greeting has sinks for, in their order. Does not ask the medium. */
    List<AudioFormat> formats();

    /**
     * Whether messages of a mailbox have a place here at all, such as an account that is known; a journal takes none that could
     * never be brought. Does not ask the medium. The default says so of every mailbox.
     */
    default boolean takes(MailboxId mailbox) {
        return true;
    }

    /**
     * Begins to take a message that was recorded elsewhere. Its place was reserved there: no mailbox is too full for it,
     * and while it is on its way it takes no place here. Whoever gets a deposit commits or closes it.
     *
     * <p>{@link Deposit#commit} puts the message at the end of its folder. It throws {@link StoreException} also if
     * somebody else delivers the same at the same time; the next try tells who won.
     *
     * @return empty if there is nothing to bring any more: the ledger has that key, or the mailbox has a message of that
     *     id in some folder
     * @throws StoreException if the store cannot tell or take it now
     */
    Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery);

    /**
     * Begins to take a greeting that was recorded elsewhere. Whoever gets it commits or closes it.
     *
     * @return empty if the ledger has that key: it was delivered once, whatever has become of it
     * @throws StoreException if the store cannot tell or take it now
     */
    Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key);
}
