package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.MoveResult;

/**
 * In which tables messages and greetings are and how: ours or Asterisk's. What changes something runs in a transaction
 * that the caller commits, and begins by locking the mailbox (ours) or the folder (Asterisk's) against other nodes.
 */
interface Layout {

    /**
     * Makes a mailbox's rows such that one can work with them, in a transaction of its own; called when anything else threw
     * {@link Unprepared}. If it fails as a duplicate, another node was quicker.
     */
    void prepare(Connection connection, MailboxId mailbox) throws SQLException;

    List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException;

    Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException;

    /** Whether a delivery is in the ledger, or its message here. */
    default boolean hasArrived(Connection connection, MailboxId mailbox, MessageId id, DeliveryKey key, Ledger ledger)
            throws SQLException {
        return ledger.has(connection, mailbox, key)
                || find(connection, mailbox, id).isPresent();
    }

    Optional<StoredSound> sound(Connection connection, MailboxId mailbox, MessageId id) throws SQLException;

    MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException;

    int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException;

    Message insert(
            Connection connection, MailboxId mailbox, Folder folder, MessageId id, Envelope envelope, SoundBuffer sound)
            throws SQLException;

    /** Whether {@link #insertAtOnce} can put that recording there. */
    default boolean insertsAtOnce(SoundBuffer sound) {
        return false;
    }

    /**
     * As {@link #insert}, by a single statement that needs no transaction around it, the ledger's entry included.
     *
     * @param delivery writes down in the ledger what it is; nothing for a deposit
     */
    default Message insertAtOnce(
            Connection connection,
            MailboxId mailbox,
            Folder folder,
            MessageId id,
            Envelope envelope,
            SoundBuffer sound,
            Optional<Ledger.Entry> delivery)
            throws SQLException {
        throw new UnsupportedOperationException("not by a single statement");
    }

    /** Moves a message, if it lies in the folder that is said. */
    MoveResult move(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, Folder to, int maxMessages)
            throws SQLException;

    MoveResult copy(
            Connection connection,
            MailboxId from,
            MessageId id,
            MailboxId to,
            Folder folder,
            MessageId copyId,
            int maxMessages)
            throws SQLException;

    /** Deletes a message, if it lies in the folder that is said. */
    boolean delete(Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from) throws SQLException;

    Optional<Message> change(Connection connection, MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change)
            throws SQLException;

    Optional<StoredSound> greeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException;

    void putGreeting(Connection connection, MailboxId mailbox, GreetingKind kind, SoundBuffer sound)
            throws SQLException;

    /** Makes a greeting the former one of its kind. */
    boolean deleteGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException;

    boolean hasFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException;

    boolean restoreGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException;

    Optional<StoredSound> formerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException;

    /** Deletes a former greeting for good. */
    boolean deleteFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException;

    /** The mailboxes of which there is anything, or was, in their order. */
    List<MailboxId> mailboxes(Connection connection) throws SQLException;

    /** Where a row tells of each change in these tables. */
    ChangeTable changes();

    /** A new look for what anybody changes in these tables. */
    JdbcChangeFeed.Look look(Transactions transactions);

    /** Deletes what is kept elsewhere and no row names any more; returns true. */
    default boolean sweep(Connection connection) throws SQLException {
        return true;
    }
}
