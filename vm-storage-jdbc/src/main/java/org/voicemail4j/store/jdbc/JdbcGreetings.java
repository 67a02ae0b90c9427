package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.StagedGreeting;

/** Greetings in the database, whatever its tables. For many threads. */
final class JdbcGreetings {

    private final AudioFormat format;
    private final Layout layout;
    private final Transactions transactions;
    private final MailboxWork work;
    private final Ledger ledger;

    JdbcGreetings(AudioFormat format, Layout layout, Transactions transactions, MailboxWork work, Ledger ledger) {
        this.format = format;
        this.layout = layout;
        this.transactions = transactions;
        this.work = work;
        this.ledger = ledger;
    }

    Optional<AudioContent> find(MailboxId mailbox, GreetingKind kind) {
        return work.read("find the greeting " + kind, mailbox, connection -> layout.greeting(connection, mailbox, kind))
                .map(sound -> new JdbcAudio(kind + " of " + mailbox, sound, transactions));
    }

    GreetingRecording begin(MailboxId mailbox, GreetingKind kind) {
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(kind, "kind");
        return recording(mailbox, kind, connection -> {});
    }

    Optional<GreetingRecording> beginDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        Objects.requireNonNull(kind, "kind");
        boolean known = work.read("look for " + key, mailbox, connection -> ledger.has(connection, mailbox, key));
        return known
                ? Optional.empty()
                : Optional.of(recording(mailbox, kind, connection -> ledger.write(connection, mailbox, key)));
    }

    /** What else belongs to a transaction. */
    private interface Beside {
        void on(Connection connection) throws SQLException;
    }

    private GreetingRecording recording(MailboxId mailbox, GreetingKind kind, Beside beside) {
        return new StagedGreeting<>(
                new SoundBuffer(format),
                sound -> work.change("commit the greeting " + kind, mailbox, connection -> {
                    beside.on(connection);
                    layout.putGreeting(connection, mailbox, kind, sound);
                    return kind;
                }));
    }

    boolean delete(MailboxId mailbox, GreetingKind kind) {
        return find(mailbox, kind).isPresent()
                && work.change(
                        "delete the greeting " + kind,
                        mailbox,
                        connection -> layout.deleteGreeting(connection, mailbox, kind));
    }

    boolean restore(MailboxId mailbox, GreetingKind kind) {
        return hasFormer(mailbox, kind)
                && work.change(
                        "restore the greeting " + kind,
                        mailbox,
                        connection -> layout.restoreGreeting(connection, mailbox, kind));
    }

    boolean hasFormer(MailboxId mailbox, GreetingKind kind) {
        return work.read(
                "find the former greeting " + kind,
                mailbox,
                connection -> layout.hasFormerGreeting(connection, mailbox, kind));
    }

    Optional<AudioContent> findFormer(MailboxId mailbox, GreetingKind kind) {
        return work.read(
                        "find the former greeting " + kind,
                        mailbox,
                        connection -> layout.formerGreeting(connection, mailbox, kind))
                .map(sound -> new JdbcAudio("former " + kind + " of " + mailbox, sound, transactions));
    }

    boolean deleteFormer(MailboxId mailbox, GreetingKind kind) {
        return hasFormer(mailbox, kind)
                && work.change(
                        "delete the former greeting " + kind,
                        mailbox,
                        connection -> layout.deleteFormerGreeting(connection, mailbox, kind));
    }
}
