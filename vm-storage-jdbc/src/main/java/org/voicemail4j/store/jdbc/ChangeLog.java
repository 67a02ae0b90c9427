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
 * What has changed in our own tables, by the rows of {@code vm_change}: each change writes one in its transaction. Their
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
    /** How many rows are left to those that look, if nobody has deleted any for a long time. */
    private static final long MOST_AT_START = 100_000;

    /** The last row has no context: how many rows have been deleted. */
    private static final String LOOK = "select change_id, context, box_number from vm_change where change_id > ?"
            + " union all select rows_deleted, '', '' from vm_change_swept where swept_id = 1";

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

    ChangeLog(Transactions transactions, Layout layout, RestClock clock) {
        this.transactions = transactions;
        this.layout = layout;
        this.clock = clock;
    }

    /** What is there, of rows from a number on. */
    private static final class Found {
        private final List<Row> rows = new ArrayList<>();
        private long deleted;

        boolean add(ResultSet row) throws SQLException {
            if (row.getString(2).isEmpty()) {
                deleted = row.getLong(1);
                return false;
            }
            return rows.add(new Row(row.getLong(1), row.getString(2), row.getString(3)));
        }
    }

    private record Row(long id, String context, String number) {}

    @Override
    public void begin() {
        long start = clock.nanos();
        remember(find(0), start);
    }

    private Found find(long after) {
        return transactions.read("look for changes", "all mailboxes", connection -> {
            Found found = new Found();
            Rows.all(connection, LOOK, found::add, after);
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
    private static void add(Set<MailboxId> changed, Row row) {
        MailboxId.of(row.context(), row.number()).ifPresent(changed::add);
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
                transactions.change("delete seen rows", "vm_change", connection -> delete(connection, batch));
            }
            old = old.subList(some, old.size());
        }
    }

    private static int delete(Connection connection, List<Long> ids) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        return count(
                connection,
                Rows.update(connection, "delete from vm_change where change_id in (" + marks + ")", ids.toArray()));
    }

    private static int count(Connection connection, int rows) throws SQLException {
        String update = "update vm_change_swept set rows_deleted = rows_deleted + ? where swept_id = 1";
        if (rows > 0 && Rows.update(connection, update, rows) == 0) {
            Rows.update(connection, "insert into vm_change_swept (swept_id, rows_deleted) values (1, ?)", rows);
        }
        return rows;
    }

    /** Deletes what piled up while only programs were at work that look for no changes. */
    static int prune(Connection connection) throws SQLException {
        long newest = Rows.first(connection, "select max(change_id) from vm_change", row -> row.getLong(1))
                .orElse(0L);
        return newest <= MOST_AT_START
                ? 0
                : count(
                        connection,
                        Rows.update(connection, "delete from vm_change where change_id <= ?", newest - MOST_AT_START));
    }
}
