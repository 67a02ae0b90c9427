package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.CallerIdText;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.MoveResult;

/**
 * Asterisk's own table, so that its nodes and ours work on one: a folder is a path, a message its number in it, greetings
 * have number -1, urgent new messages are in a folder of their own, and numbers have no gaps. Our nodes number one after
 * the other, by a row of {@code vm_folder} that each locks; Asterisk's know nothing of that, and whoever meets one of
 * them in the middle takes the next number.
 */
final class AsteriskLayout implements Layout {

    private final AsteriskTable table;
    private final AsteriskDirs dirs;
    private final AsteriskSounds sounds;
    private final AsteriskGreetings greetings;
    private final Extras extras = new Extras();
    private final AsteriskRows rows;
    private final AsteriskFolders folders;
    private final AsteriskMessages messages;
    private final AsteriskNumbers numbers;
    private final AsteriskLocks locks;
    private final AsteriskNewRows newRows;

    AsteriskLayout(AsteriskTable table, AsteriskDirs dirs, AsteriskSounds sounds, RandomGenerator random) {
        this.table = table;
        this.dirs = dirs;
        this.sounds = sounds;
        this.greetings = new AsteriskGreetings(table, sounds);
        this.rows = new AsteriskRows(table, dirs, random);
        this.messages = new AsteriskMessages(table, dirs, rows, extras);
        this.numbers = new AsteriskNumbers(table, sounds);
        this.locks = new AsteriskLocks(rows, numbers);
        this.newRows = new AsteriskNewRows(table, sounds);
        this.folders = new AsteriskFolders(table, dirs);
    }

    @Override
    public void prepare(Connection connection, MailboxId mailbox) throws SQLException {
        folders.prepare(connection, mailbox);
        if (table.has("msg_id")) {
            rows.nameTheNameless(connection, mailbox);
        } else {
            for (String dir : dirs.all(mailbox)) {
                numbers.separateTwins(connection, mailbox, dir);
            }
        }
    }

    @Override
    public List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        return messages.list(connection, mailbox, folder);
    }

    @Override
    public Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return messages.find(connection, mailbox, id);
    }

    @Override
    public Optional<StoredSound> sound(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return sounds.read(connection, c -> rows.find(c, mailbox, id).map(this::locator));
    }

    @Override
    public MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException {
        return messages.counts(connection, mailbox);
    }

    @Override
    public int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        return messages.count(connection, mailbox, folder);
    }

    @Override
    public Message insert(
            Connection connection, MailboxId mailbox, Folder folder, MessageId id, Envelope envelope, SoundBuffer sound)
            throws SQLException {
        String dir = dirs.target(mailbox, folder, envelope.urgency() == Urgency.URGENT);
        numbers.lock(connection, mailbox, dir);
        int number = numbers.next(connection, dir);
        Map<String, Object> values = newRows.values(mailbox, dir, number);
        values.put("callerid", table.fit("callerid", CallerIdText.encode(envelope.caller())));
        values.put("origtime", table.number("origtime", envelope.received().getEpochSecond()));
        values.put("duration", table.number("duration", sound.length().toSeconds()));
        newRows.put(values, "context", envelope.attribute("context").orElse(""));
        newRows.put(values, "flag", AsteriskRow.flag(envelope));
        newRows.put(values, "category", envelope.category());
        newRows.put(values, "msg_id", id.value());
        sounds.insert(connection, values, sound);
        MessageId stored = table.has("msg_id") ? id : derived(connection, mailbox, dir, number);
        Extras.Extra extra = new Extras.Extra(EnvelopeColumns.kept(envelope), sound.length());
        extras.put(connection, table.dialect(), mailbox, stored.value(), extra);
        messages.forgetNowAndThen(connection, mailbox, envelope.received());
        return find(connection, mailbox, stored).orElseThrow();
    }

    private AsteriskSounds.Locator locator(AsteriskRow row) {
        return AsteriskSounds.Locator.of(
                table, row.dir(), row.number(), table.has("msg_id") ? Optional.of(row.id()) : Optional.empty());
    }

    private MessageId derived(Connection connection, MailboxId mailbox, String dir, int number) throws SQLException {
        return rows.of(connection, mailbox, dirs.all(mailbox)).stream()
                .filter(row -> row.dir().equals(dir) && row.number() == number)
                .map(row -> new MessageId(row.id()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public MoveResult move(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, Folder to, int maxMessages)
            throws SQLException {
        Optional<AsteriskRow> found = locks.row(connection, mailbox, id, from, dirs.of(mailbox, to));
        if (found.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        AsteriskRow row = found.get();
        if (row.folder() == to) {
            return MoveResult.DONE;
        }
        if (count(connection, mailbox, to) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        numbers.move(connection, row, locator(row), dirs.target(mailbox, to, row.isUrgent()));
        return MoveResult.DONE;
    }

    @Override
    public MoveResult copy(
            Connection connection,
            MailboxId from,
            MessageId id,
            MailboxId to,
            Folder folder,
            MessageId copyId,
            int maxMessages)
            throws SQLException {
        List<String> targets = dirs.of(to, folder);
        numbers.requirePrepared(connection, to, targets);
        Optional<AsteriskRow> found = locks.row(connection, from, id, Optional.empty(), targets);
        if (found.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (count(connection, to, folder) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        AsteriskRow row = found.get();
        MessageId target = rows.find(connection, to, id).isEmpty() ? id : copyId;
        Message original = messages.read(connection, from, row);
        String dir = dirs.target(to, folder, row.isUrgent());
        int number = numbers.next(connection, dir);
        newRows.copy(connection, row, locator(row), to, dir, number, target);
        MessageId stored = table.has("msg_id") ? target : derived(connection, to, dir, number);
        extras.put(
                connection,
                table.dialect(),
                to,
                stored.value(),
                new Extras.Extra(original.envelope(), original.length()));
        return MoveResult.DONE;
    }

    @Override
    public boolean delete(Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from)
            throws SQLException {
        Optional<AsteriskRow> found = locks.row(connection, mailbox, id, from, List.of());
        if (found.isEmpty()) {
            return false;
        }
        AsteriskRow row = found.get();
        sounds.absorb(connection, row.dir(), row.number() + 1);
        AsteriskSounds.Locator locator = locator(row);
        AsteriskLocks.requireOne(
                Rows.update(connection, "delete from " + table.name() + locator.where(), locator.with()));
        extras.delete(connection, mailbox, row.id());
        numbers.closeGap(connection, row.dir(), row.number());
        return true;
    }

    @Override
    public Optional<Message> change(
            Connection connection, MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change)
            throws SQLException {
        Optional<AsteriskRow> found =
                locks.row(connection, mailbox, id, Optional.empty(), dirs.of(mailbox, Folder.INBOX));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        AsteriskRow row = found.get();
        Message before = messages.read(connection, mailbox, row);
        Envelope after = before.envelope().changed(change);
        rows.setTexts(connection, locator(row), AsteriskRow.flag(after), after.category());
        extras.put(connection, table.dialect(), mailbox, row.id(), new Extras.Extra(after, before.length()));
        String dir = dirs.target(mailbox, row.folder(), after.urgency() == Urgency.URGENT);
        if (!dir.equals(row.dir())) {
            numbers.move(connection, row, locator(row), dir);
        }
        return find(connection, mailbox, id);
    }

    @Override
    public Optional<StoredSound> greeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return greetings.find(connection, dirs.greeting(mailbox, kind));
    }

    @Override
    public void putGreeting(Connection connection, MailboxId mailbox, GreetingKind kind, SoundBuffer sound)
            throws SQLException {
        deleteGreeting(connection, mailbox, kind);
        sounds.insert(
                connection, newRows.values(mailbox, dirs.greeting(mailbox, kind), AsteriskGreetings.PRESENT), sound);
    }

    @Override
    public boolean deleteGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.delete(connection, locked(connection, mailbox, kind));
    }

    @Override
    public boolean hasFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.hasFormer(connection, dirs.greeting(mailbox, kind));
    }

    @Override
    public boolean restoreGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.restore(connection, locked(connection, mailbox, kind));
    }

    @Override
    public Optional<StoredSound> formerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return greetings.findFormer(connection, dirs.greeting(mailbox, kind));
    }

    @Override
    public boolean deleteFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return greetings.deleteFormer(connection, locked(connection, mailbox, kind));
    }

    private String locked(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        String dir = dirs.greeting(mailbox, kind);
        numbers.lock(connection, mailbox, dir);
        return dir;
    }

    @Override
    public ChangeTable changes() {
        return ChangeTable.asterisks(dirs);
    }

    @Override
    public JdbcChangeFeed.Look look(Transactions transactions) {
        return new AsteriskLook(
                new ChangeLog(changes(), transactions, this, RestClock.SYSTEM),
                new VersionLook(
                        all -> transactions.read("look for changes", "all mailboxes", c -> folders.versions(c, all)),
                        RestClock.SYSTEM),
                () -> transactions.read("look for triggers", table.name(), c -> AsteriskTriggers.present(c, table)),
                RestClock.SYSTEM);
    }

    @Override
    public List<MailboxId> mailboxes(Connection connection) throws SQLException {
        return folders.mailboxes(connection);
    }
}
