package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.voicemail4j.mailbox.MailboxId;

/**
 * What has changed, by the rows of {@code vm_change} or of another such table: each change writes one in its transaction. Their
 * numbers are given before commit, so that a row may appear after others with higher numbers: a look therefore reads again
 * what lies up to {@link #OVERLAP} numbers back and knows by their numbers which rows are new; and every so often it reads
 * all of them, so that none is missed however late it was committed.
 *
 * <p>A look costs by what has changed lately, not by how many mailboxes there are. Rows that have been seen for
 * {@link #KEPT_NANOS} are deleted by whoever looks. How many rows were ever deleted is counted in {@code vm_change_swept}: a
 * node that finds more of them gone than it knew has been away for too long, and all mailboxes count as changed. Used by
 * one thread at a time.
 */
final class ChangeLog implements JdbcChangeFeed.Look {

    /** More changes than transactions of all nodes are on their way at once. */
    static final int OVERLAP = 1_000;

    private static final long COMPLETE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int ROWS_AT_ONCE = 500;
    private static final int BATCHES_AT_ONCE = 20;
    /** How many rows are left to those that look, where nobody who looks deletes any. */
    private static final long MOST_UNSEEN = 100_000;

    private final ChangeTable table;
    private final Transactions transactions;
    private final Layout layout;
    private final RestClock clock;

    private Set<Long> seen = new HashSet<>();
    private long newest;
    private long deleted;
    private boolean begun;
    private long completeAt;
    private List<Long> old = List.of();
    private long oldSince;

    ChangeLog(ChangeTable table, Transactions transactions, Layout layout, RestClock clock) {
        this.table = table;
        this.transactions = transactions;
        this.layout = layout;
        this.clock = clock;
    }

    /** What is there, of rows from a number on. */
    private static final class Found {
        private final List<Row> rows = new ArrayList<>();
        private long deleted;

        boolean add(ResultSet row) throws SQLException {
            if (row.getInt(4) == 1) {
                deleted = row.getLong(1);
                return false;
            }
            return rows.add(new Row(row.getLong(1), row.getString(2), row.getString(3)));
        }
    }

    private record Row(long id, String first, String second) {}

    @Override
    public void begin() {
        long start = clock.nanos();
        remember(find(0), start);
    }

    private Found find(long after) {
        return transactions.read("look for changes", "all mailboxes", connection -> {
            Found found = new Found();
            Rows.all(connection, table.look(), found::add, after);
            return found;
        });
    }

    private void remember(Found all, long start) {
        Set<Long> now = new HashSet<>();
        for (Row row : all.rows) {
            now.add(row.id());
        }
        seen = now;
        newest = Math.max(newest, now.isEmpty() ? 0 : Collections.max(now));
        deleted = all.deleted;
        completeAt = start;
        begun = true;
    }

    @Override
    public Set<MailboxId> changed() {
        long start = clock.nanos();
        return begun && start - completeAt < COMPLETE_NANOS ? changedLately() : changedSinceAllWereRead(start);
    }

    private Set<MailboxId> changedLately() {
        Set<MailboxId> changed = new LinkedHashSet<>();
        for (Row row : find(newest - OVERLAP).rows) {
            if (seen.add(row.id())) {
                newest = Math.max(newest, row.id());
                add(changed, row);
            }
        }
        return changed;
    }

    private Set<MailboxId> changedSinceAllWereRead(long start) {
        Found all = find(0);
        Set<MailboxId> changed = new LinkedHashSet<>();
        long known = 0;
        for (Row row : all.rows) {
            if (seen.contains(row.id())) {
                known++;
            } else {
                add(changed, row);
            }
        }
        boolean unseenAreGone = !begun || all.deleted - deleted != seen.size() - known;
        if (unseenAreGone) {
            changed.addAll(transactions.read("list", "the mailboxes", layout::mailboxes));
        }
        remember(all, start);
        return changed;
    }

    /** Somebody else may have put a name there that is none. */
    private void add(Set<MailboxId> changed, Row row) {
        table.naming().mailbox(row.first(), row.second()).ifPresent(changed::add);
    }

    /** Deletes rows that were seen long ago, some at a time. */
    @Override
    public void tidy() {
        long now = clock.nanos();
        if (old.isEmpty()) {
            old = seen.stream().sorted().toList();
            oldSince = now;
        } else if (now - oldSince >= KEPT_NANOS) {
            int some = Math.min(old.size(), ROWS_AT_ONCE * BATCHES_AT_ONCE);
            for (int from = 0; from < some; from += ROWS_AT_ONCE) {
                List<Long> batch = old.subList(from, Math.min(some, from + ROWS_AT_ONCE));
                transactions.change("delete seen rows", table.name(), connection -> delete(connection, batch));
            }
            old = old.subList(some, old.size());
        }
    }

    private int delete(Connection connection, List<Long> ids) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        String delete = "delete from " + table.name() + " where change_id in (" + marks + ")";
        return count(connection, table, Rows.update(connection, delete, ids.toArray()));
    }

    private static int count(Connection connection, ChangeTable table, int rows) throws SQLException {
        String update = "update vm_change_swept set rows_deleted = rows_deleted + ? where swept_id = ?";
        if (rows > 0 && Rows.update(connection, update, rows, table.sweptId()) == 0) {
            String insert = "insert into vm_change_swept (swept_id, rows_deleted) values (?, ?)";
            Rows.update(connection, insert, table.sweptId(), rows);
        }
        return rows;
    }

    /** Deletes what piled up while only programs were at work that look for no changes. */
    static int prune(Connection connection, ChangeTable table) throws SQLException {
        String max = "select max(change_id) from " + table.name();
        long newest = Rows.first(connection, max, row -> row.getLong(1)).orElse(0L);
        if (newest <= MOST_UNSEEN) {
            return 0;
        }
        String delete = "delete from " + table.name() + " where change_id <= ?";
        return count(connection, table, Rows.update(connection, delete, newest - MOST_UNSEEN));
    }
}
