package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskLayout.class);
    /** Far below any number of Asterisk's: where numbers are parked while others change. */
    private static final int PARKED = -1_000_000;

    private final AsteriskTable table;
    private final AsteriskDirs dirs;
    private final AsteriskSounds sounds;
    private final AsteriskGreetings greetings;
    private final Extras extras = new Extras();
    private final AsteriskRows rows;
    private final AsteriskFolders folders;

    AsteriskLayout(AsteriskTable table, AsteriskDirs dirs, AsteriskSounds sounds, RandomGenerator random) {
        this.table = table;
        this.dirs = dirs;
        this.sounds = sounds;
        this.greetings = new AsteriskGreetings(table, sounds);
        this.rows = new AsteriskRows(table, dirs, random);
        this.folders = new AsteriskFolders(table, dirs);
    }

    @Override
    public void prepare(Connection connection, MailboxId mailbox) throws SQLException {
        Set<String> wanted = new TreeSet<>(dirs.all(mailbox));
        for (GreetingKind kind : GreetingKind.values()) {
            wanted.add(dirs.greeting(mailbox, kind));
        }
        for (String dir : wanted) {
            table.whole("dir", dir);
            if (Rows.count(connection, "select count(*) from vm_folder where dir = ?", dir) == 0) {
                Rows.update(connection, "insert into vm_folder (dir, change_version) values (?, 0)", dir);
            }
        }
        if (table.has("msg_id")) {
            rows.nameTheNameless(connection, mailbox);
        }
    }

    /** Keeps other nodes of ours away from these folders, and tells them that something changes. */
    private void lock(Connection connection, MailboxId mailbox, String... paths) throws SQLException {
        for (String dir : new TreeSet<>(List.of(paths))) {
            int locked = Rows.update(
                    connection, "update vm_folder set change_version = change_version + 1 where dir = ?", dir);
            if (locked == 0) {
                throw new Unprepared(mailbox);
            }
        }
    }

    private Optional<AsteriskSounds.Locator> locate(Connection connection, MailboxId mailbox, MessageId id)
            throws SQLException {
        return rows.find(connection, mailbox, id).map(this::locator);
    }

    private AsteriskSounds.Locator locator(AsteriskRow row) {
        return new AsteriskSounds.Locator(
                row.dir(), row.number(), table.has("msg_id") ? Optional.of(row.id()) : Optional.empty());
    }

    @Override
    public List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        List<AsteriskRow> found = rows.of(connection, mailbox, dirs.of(mailbox, folder));
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, Extras.Extra> known = extras.of(connection, mailbox);
        List<Message> messages =
                new ArrayList<>(found.stream().map(row -> message(row, known)).toList());
        if (folder == Folder.INBOX) {
            messages.sort(Comparator.comparing(message -> !message.isUrgent()));
        }
        return List.copyOf(messages);
    }

    private static Message message(AsteriskRow row, Map<String, Extras.Extra> known) {
        MessageId id = new MessageId(row.id());
        Extras.Extra extra = known.get(row.id());
        if (extra == null || !extra.isOf(row)) {
            return new Message(id, row.folder(), row.envelope(), row.length());
        }
        Envelope envelope = extra.envelope().toBuilder()
                .urgency(row.isUrgent() ? Urgency.URGENT : Urgency.NORMAL)
                .build();
        return new Message(id, row.folder(), envelope, extra.length());
    }

    @Override
    public Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        Optional<AsteriskRow> row = rows.find(connection, mailbox, id);
        return row.isEmpty() ? Optional.empty() : Optional.of(message(connection, mailbox, row.get()));
    }

    private Message message(Connection connection, MailboxId mailbox, AsteriskRow row) throws SQLException {
        return message(row, extras.of(connection, mailbox, row.id()));
    }

    @Override
    public Optional<StoredSound> sound(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return sounds.read(connection, c -> locate(c, mailbox, id));
    }

    @Override
    public MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException {
        int[] counts = new int[4];
        List<String> paths = new ArrayList<>(dirs.of(mailbox, Folder.INBOX));
        paths.addAll(dirs.of(mailbox, Folder.OLD));
        String flag = table.has("flag") ? "flag" : "''";
        Rows.all(
                connection,
                "select dir, " + flag + ", count(*) from " + table.name() + " where dir in (?, ?, ?)"
                        + (table.has("flag") ? " group by dir, flag" : " group by dir"),
                row -> {
                    String dir = row.getString(1);
                    int at = AsteriskDirs.folder(dir) == Folder.INBOX ? 0 : 2;
                    boolean urgent = AsteriskDirs.isUrgent(dir) || "Urgent".equalsIgnoreCase(row.getString(2));
                    counts[at] += row.getInt(3);
                    counts[at + 1] += urgent ? row.getInt(3) : 0;
                    return at;
                },
                paths.toArray());
        return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    @Override
    public int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        List<String> paths = dirs.of(mailbox, folder);
        return Rows.count(
                connection,
                "select count(*) from " + table.name() + " where dir in (" + (paths.size() == 2 ? "?, ?" : "?") + ")",
                paths.toArray());
    }

    private int nextNumber(Connection connection, String dir) throws SQLException {
        return Rows.count(
                connection, "select coalesce(max(msgnum), -1) + 1 from " + table.name() + " where dir = ?", dir);
    }

    @Override
    public Message insert(
            Connection connection, MailboxId mailbox, Folder folder, MessageId id, Envelope envelope, SoundBuffer sound)
            throws SQLException {
        String dir = dirs.target(mailbox, folder, envelope.urgency() == Urgency.URGENT);
        lock(connection, mailbox, dir);
        int number = nextNumber(connection, dir);
        Map<String, Object> values = values(mailbox, dir, number);
        values.put("callerid", table.fit("callerid", CallerIdText.encode(envelope.caller())));
        values.put("origtime", table.number("origtime", envelope.received().getEpochSecond()));
        values.put("duration", table.number("duration", sound.length().toSeconds()));
        put(values, "context", envelope.attribute("context").orElse(""));
        put(values, "flag", AsteriskRow.flag(envelope));
        put(values, "category", envelope.category());
        put(values, "msg_id", id.value());
        sounds.insert(connection, values, sound);
        MessageId stored = table.has("msg_id") ? id : derived(connection, mailbox, dir, number);
        Extras.Extra extra = new Extras.Extra(EnvelopeColumns.kept(envelope), sound.length());
        extras.put(connection, table.dialect(), mailbox, stored.value(), extra);
        return find(connection, mailbox, stored).orElseThrow();
    }

    private MessageId derived(Connection connection, MailboxId mailbox, String dir, int number) throws SQLException {
        return rows.of(connection, mailbox, dirs.all(mailbox)).stream()
                .filter(row -> row.dir().equals(dir) && row.number() == number)
                .map(row -> new MessageId(row.id()))
                .findFirst()
                .orElseThrow();
    }

    /** A new row's columns: the place, the owner, and no NULL anywhere, which Asterisk could not read. */
    private Map<String, Object> values(MailboxId mailbox, String dir, int number) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("dir", table.whole("dir", dir));
        values.put("msgnum", number);
        values.put("callerid", "");
        values.put("origtime", table.number("origtime", 0));
        values.put("duration", table.number("duration", 0));
        values.put("mailboxuser", table.whole("mailboxuser", mailbox.number()));
        values.put("mailboxcontext", table.whole("mailboxcontext", mailbox.context()));
        for (String column : List.of("context", "flag", "category", "msg_id")) {
            put(values, column, "");
        }
        values.putAll(table.emptyColumns());
        return values;
    }

    private void put(Map<String, Object> values, String column, String text) {
        if (table.has(column)) {
            values.put(column, table.fit(column, text));
        }
    }

    @Override
    public MoveResult move(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, Folder to, int maxMessages)
            throws SQLException {
        Optional<AsteriskRow> found = lockedRow(connection, mailbox, id, from, dirs.of(mailbox, to));
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
        moveRow(connection, row, dirs.target(mailbox, to, row.isUrgent()));
        return MoveResult.DONE;
    }

    /** A message's row, its folder and those others locked; empty if it is not, or no longer, in the folder that is said. */
    private Optional<AsteriskRow> lockedRow(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, List<String> others)
            throws SQLException {
        Optional<AsteriskRow> seen = rows.find(connection, mailbox, id);
        if (seen.isEmpty()) {
            return seen;
        }
        List<String> paths = new ArrayList<>(others);
        paths.add(seen.get().dir());
        lock(connection, mailbox, paths.stream().distinct().toArray(String[]::new));
        Optional<AsteriskRow> now = rows.find(connection, mailbox, id);
        if (now.isPresent() && !now.get().dir().equals(seen.get().dir())) {
            throw new Moved();
        }
        return now.filter(row -> from.isEmpty() || from.get() == row.folder());
    }

    /** Somebody moved the row between looking and locking: counts as a conflict, so all is tried again. */
    private static final class Moved extends SQLException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super("the message was moved meanwhile", "40001");
        }
    }

    private void moveRow(Connection connection, AsteriskRow row, String dir) throws SQLException {
        sounds.absorb(connection, row.dir(), row.number());
        AsteriskSounds.Locator locator = locator(row);
        Rows.update(
                connection,
                "update " + table.name() + " set dir = ?, msgnum = ?" + locator.where(),
                locator.with(dir, nextNumber(connection, dir)));
        closeGap(connection, row.dir(), row.number());
    }

    /** Numbers what came behind a row that went, so that Asterisk finds no gap. */
    private void closeGap(Connection connection, String dir, int number) throws SQLException {
        String update = "update " + table.name() + " set msgnum = ";
        boolean isStillTaken = Rows.count(
                        connection,
                        "select count(*) from " + table.name() + " where dir = ? and msgnum = ?",
                        dir,
                        number)
                > 0;
        if (isStillTaken) {
            LOG.warn("two messages had the number {} in {} of table {}", number, dir, table.name());
        } else if (table.dialect() == Dialect.MARIADB) {
            Rows.update(connection, update + "msgnum - 1 where dir = ? and msgnum > ? order by msgnum", dir, number);
        } else if (Rows.update(connection, update + PARKED + " - msgnum where dir = ? and msgnum > ?", dir, number)
                > 0) {
            Rows.update(connection, update + (PARKED - 1) + " - msgnum where dir = ? and msgnum <= ?", dir, PARKED);
        }
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
        prepareTarget(connection, to, targets);
        Optional<AsteriskRow> found = lockedRow(connection, from, id, Optional.empty(), targets);
        if (found.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (count(connection, to, folder) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        AsteriskRow row = found.get();
        MessageId target = rows.find(connection, to, id).isEmpty() ? id : copyId;
        Message original = message(connection, from, row);
        String dir = dirs.target(to, folder, row.isUrgent());
        int number = nextNumber(connection, dir);
        copyRow(connection, row, to, dir, number, target);
        MessageId stored = table.has("msg_id") ? target : derived(connection, to, dir, number);
        extras.put(
                connection,
                table.dialect(),
                to,
                stored.value(),
                new Extras.Extra(original.envelope(), original.length()));
        return MoveResult.DONE;
    }

    private static void prepareTarget(Connection connection, MailboxId to, List<String> targets) throws SQLException {
        for (String dir : targets) {
            if (Rows.count(connection, "select count(*) from vm_folder where dir = ?", dir) == 0) {
                throw new Unprepared(to);
            }
        }
    }

    private void copyRow(Connection connection, AsteriskRow row, MailboxId to, String dir, int number, MessageId id)
            throws SQLException {
        sounds.absorb(connection, row.dir(), row.number());
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("dir", table.whole("dir", dir));
        own.put("msgnum", number);
        own.put("mailboxuser", table.whole("mailboxuser", to.number()));
        own.put("mailboxcontext", table.whole("mailboxcontext", to.context()));
        put(own, "msg_id", id.value());
        List<String> others = table.copied();
        List<String> names = new ArrayList<>(own.keySet());
        names.addAll(others);
        String marks =
                own.values().stream().map(value -> table.dialect().mark(value)).collect(Collectors.joining(", "));
        String columns = others.stream().map(table::quoted).collect(Collectors.joining(", "));
        AsteriskSounds.Locator locator = locator(row);
        Rows.update(
                connection,
                "insert into " + table.name() + " ("
                        + names.stream().map(table::quoted).collect(Collectors.joining(", ")) + ", recording) select "
                        + marks + ", " + columns + ", " + sounds.copied() + " from " + table.name() + locator.where(),
                locator.with(own.values().toArray()));
    }

    @Override
    public boolean delete(Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from)
            throws SQLException {
        Optional<AsteriskRow> found = lockedRow(connection, mailbox, id, from, List.of());
        if (found.isEmpty()) {
            return false;
        }
        AsteriskRow row = found.get();
        sounds.absorb(connection, row.dir(), row.number() + 1);
        AsteriskSounds.Locator locator = locator(row);
        Rows.update(connection, "delete from " + table.name() + locator.where(), locator.with());
        extras.delete(connection, mailbox, row.id());
        closeGap(connection, row.dir(), row.number());
        return true;
    }

    @Override
    public Optional<Message> change(
            Connection connection, MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change)
            throws SQLException {
        Optional<AsteriskRow> found =
                lockedRow(connection, mailbox, id, Optional.empty(), dirs.of(mailbox, Folder.INBOX));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        AsteriskRow row = found.get();
        Message before = message(connection, mailbox, row);
        Envelope after = before.envelope().changed(change);
        rows.setText(connection, locator(row), "flag", AsteriskRow.flag(after));
        rows.setText(connection, locator(row), "category", after.category());
        extras.put(connection, table.dialect(), mailbox, row.id(), new Extras.Extra(after, before.length()));
        String dir = dirs.target(mailbox, row.folder(), after.urgency() == Urgency.URGENT);
        if (!dir.equals(row.dir())) {
            moveRow(connection, row, dir);
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
        sounds.insert(connection, values(mailbox, dirs.greeting(mailbox, kind), AsteriskGreetings.PRESENT), sound);
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

    private String locked(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        String dir = dirs.greeting(mailbox, kind);
        lock(connection, mailbox, dir);
        return dir;
    }

    @Override
    public Map<MailboxId, Long> versions(Connection connection) throws SQLException {
        return folders.versions(connection);
    }

    @Override
    public List<MailboxId> mailboxes(Connection connection) throws SQLException {
        return folders.mailboxes(connection);
    }
}
