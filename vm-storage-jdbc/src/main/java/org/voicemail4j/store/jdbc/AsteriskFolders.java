package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;

/** What Asterisk's table and our own of folders tell of all mailboxes: which there are, and that something has changed. */
final class AsteriskFolders {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskFolders.class);

    private final AsteriskTable table;
    private final AsteriskDirs dirs;

    AsteriskFolders(AsteriskTable table, AsteriskDirs dirs) {
        this.table = table;
        this.dirs = dirs;
    }

    /**
     * Of our nodes' changes the folders' versions tell, of Asterisk's what its statements cannot help changing: how many
     * messages a folder has and up to which number, which the index of these two columns tells; and, if all is read, up to which id.
     */
    Map<MailboxId, VersionLook.Version> versions(Connection connection, boolean all) throws SQLException {
        Map<MailboxId, VersionLook.Version> versions = new HashMap<>();
        String newest = table.has("msg_id") ? "max(msg_id)" : "max(origtime)";
        Rows.all(
                connection,
                "select dir, count(*), max(msgnum), " + (all ? newest : "''") + " from " + table.name()
                        + " group by dir",
                row -> add(
                        versions,
                        text(row.getString(1)),
                        new VersionLook.Version(
                                mixed(hash(row.getString(1)), row.getLong(2), row.getInt(3)),
                                mixed(hash(row.getString(1)), hash(row.getString(4))))));
        Rows.all(
                connection,
                "select dir, change_version from vm_folder where change_version > 0",
                row -> add(
                        versions,
                        text(row.getString(1)),
                        new VersionLook.Version(mixed(hash(row.getString(1)), row.getLong(2)), 0)));
        return versions;
    }

    /** Such that sums of these differ: what goes from one folder to another must not cancel itself out. */
    private static long mixed(long... values) {
        long mixed = 0;
        for (long value : values) {
            mixed = (mixed + value + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }

    private static long hash(@Nullable String text) {
        return text(text).hashCode();
    }

    private boolean add(Map<MailboxId, VersionLook.Version> versions, String dir, VersionLook.Version version) {
        return dirs.mailbox(dir)
                .map(mailbox -> versions.merge(mailbox, version, VersionLook.Version::and))
                .isPresent();
    }

    /** Makes the rows of a mailbox's folders and greetings that are locked later. */
    void prepare(Connection connection, MailboxId mailbox) throws SQLException {
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
    }

    /** Warns of paths that are not below the spool's: nobody hears what is there. */
    List<MailboxId> mailboxes(Connection connection) throws SQLException {
        List<String> paths =
                Rows.all(connection, "select distinct dir from " + table.name(), row -> text(row.getString(1)));
        List<String> strange =
                paths.stream().filter(dir -> dirs.mailbox(dir).isEmpty()).toList();
        if (!strange.isEmpty()) {
            LOG.warn(
                    "column dir of table {} has {} paths of no mailbox below {}, such as {}",
                    table.name(),
                    strange.size(),
                    dirs.root(),
                    strange.get(0));
        }
        return paths.stream()
                .flatMap(dir -> dirs.mailbox(dir).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static String text(@Nullable String dir) {
        return Objects.requireNonNullElse(dir, "");
    }
}
