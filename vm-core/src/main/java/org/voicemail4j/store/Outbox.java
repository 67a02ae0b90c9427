package org.voicemail4j.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;

/**
 * What must be sent because of messages, kept until it has been: mails, pages, web hooks. A store that has one writes a
 * message's entries in the commit that makes the message durable ({@link DispatchRule}), so that neither is there without
 * the other, whenever the process dies.
 *
 * <pre>
 *   waiting --claim--> waiting, due when the claim ends --sent--> gone
 *      ^                    |    '--nobody says anything--> claimed again once it is due
 *      |--postpone----------'
 *      |                    '--bury--> dead --drop--> gone
 *      '--retry--------------------------'
 * </pre>
 *
 * Each entry is sent at least once: a sender that dies after sending and before {@link #sent} leaves it to the next one,
 * who sends the same {@link OutboxEntry#id} again. Of several senders, in one process or many, one alone gets an entry
 * until its claim ends; so a claim must be longer than an attempt, and the clocks of nodes that share an outbox must agree
 * to well below that.
 *
 * <p>For many threads; every method may block on the medium and throws {@link StoreException} when it fails. The contract
 * is published as {@code OutboxContract} in vm-testkit.
 */
public interface Outbox {

    /** Puts in what belongs to no commit; durable when this returns. */
    void add(MailboxId mailbox, MessageId message, Dispatch dispatch);

    /**
     * Takes entries that are due, those that have been due for longest first. Each counts as attempted once more and
     * becomes due again when the claim ends.
     *
     * @param most how many at most, at least 1
     * @param claim for how long
     * @return what this caller alone may send until then
     */
    List<OutboxEntry> claim(int most, Duration claim);

    /** Forgets an entry: it has been sent. Nothing happens if it is not there any more. */
    void sent(OutboxEntry claimed);

    /**
     * Leaves an entry for later. Nothing happens if somebody else has claimed it since, or if it is gone.
     *
     * @param content what it says from now on: an attempt that got half the way can leave a note
     * @param due when it is tried again
     * @param reason why it was not sent
     */
    void postpone(OutboxEntry claimed, String content, Instant due, String reason);

    /** Gives an entry up. Nothing happens if somebody else has claimed it since, or if it is gone. */
    void bury(OutboxEntry claimed, String reason);

    /**
     * What is in it, dead entries too, those that are due first first.
     *
     * @param most how many at most, at least 1
     */
    List<OutboxEntry> list(int most);

    /**
     * Makes an entry due now, dead or not, whoever has claimed it.
     *
     * @return whether there is one of that id
     */
    boolean retry(String id);

    /**
     * Forgets an entry unsent.
     *
     * @return whether there was one of that id
     */
    boolean drop(String id);
}
