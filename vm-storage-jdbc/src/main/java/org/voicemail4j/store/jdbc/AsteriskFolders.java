package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
     * messages a folder has, up to which number and id.
     */
    Map<MailboxId, Long> versions(Connection connection) throws SQLException {
        Map<MailboxId, Long> versions = new HashMap<>();
        String newest = table.has("msg_id") ? "max(msg_id)" : "max(origtime)";
        Rows.all(
                connection,
                "select dir, count(*), max(msgnum), " + newest + " from " + table.name() + " group by dir",
                row -> add(
                        versions,
                        text(row.getString(1)),
                        Objects.hash(row.getString(1), row.getLong(2), row.getInt(3), row.getString(4))));
        Rows.all(
                connection,
                "select dir, change_version from vm_folder where change_version > 0",
                row -> add(versions, text(row.getString(1)), row.getLong(2) << Integer.SIZE));
        return versions;
    }

    private boolean add(Map<MailboxId, Long> versions, String dir, long version) {
        return dirs.mailbox(dir)
                .map(mailbox -> versions.merge(mailbox, version, Long::sum))
                .isPresent();
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
