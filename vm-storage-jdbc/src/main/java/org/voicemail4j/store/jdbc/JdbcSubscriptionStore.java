package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.store.StoreException;

/**
 * Subscriptions to lamps in a table of ours that all nodes share. Each node has its own in it, since a phone's dialog is
 * with one node; whoever is given the name of a node that died goes on with its. What others left that ended more than a day
 * ago by the database's clock goes when a store is opened. Each change is one statement; PostgreSQL
 * is not asked to have it on disk at once, since phones refresh what a crash forgets. For many threads.
 */
public final class JdbcSubscriptionStore implements SubscriptionStore {

    /** Behind every id, so that no database takes blanks at its end for nothing. */
    private static final char END = '|';

    /** Lets a statement's own transaction commit without waiting for the disk. */
    private static final String RELAXED =
            "with relaxed as materialized (select set_config('synchronous_commit', 'off', true)) ";

    private static final int LONGEST_NODE = 128;
    /** A day, so that nobody's clock matters. */
    private static final long LEFT_BEHIND = 86_400;

    private final Transactions transactions;
    private final String node;
    private final Dialect dialect;

    /**
     * Opens the subscriptions of a node; the table is made or upgraded.
     *
     * @param node what tells it from the others, the same at its next start; 1 to 128 characters
     * @throws StoreException if the database cannot be reached or its tables cannot be used
     */
    public JdbcSubscriptionStore(DataSource source, String node) {
        if (node.isBlank() || node.length() > LONGEST_NODE) {
            throw new IllegalArgumentException("not the name of a node: " + node.length() + " characters");
        }
        JdbcSchema.of(source).upgrade();
        this.transactions = new Transactions(source);
        this.node = node;
        this.dialect = transactions.read("recognise the database", "subscriptions", Dialect::of);
        prune();
    }

    /** Nodes that do not come back leave theirs behind. */
    private void prune() {
        String delete = "delete from vm_subscription where node <> ? and expires_s < " + now() + " - " + LEFT_BEHIND;
        transactions.changeAtOnce(
                "remove what ended long ago", node, connection -> Rows.update(connection, delete, node));
    }

    /** The seconds since 1970. */
    private String now() {
        return dialect == Dialect.MARIADB ? "unix_timestamp()" : "extract(epoch from current_timestamp)";
    }

    @Override
    public void put(StoredSubscription subscription) {
        Object[] values = {
            node,
            subscription.id() + END,
            subscription.expires().getEpochSecond(),
            subscription.expires().getNano(),
            subscription.state()
        };
        transactions.changeAtOnce("keep a subscription", node, connection -> Rows.update(connection, upsert(), values));
    }

    private String upsert() {
        String into = "into vm_subscription (node, subscription_id, expires_s, expires_nanos, state)";
        return switch (dialect) {
            case POSTGRESQL ->
                RELAXED + "insert " + into + " select ?, ?, ?, ?, ? from relaxed on conflict (node, subscription_id) do"
                        + " update set expires_s = excluded.expires_s, expires_nanos = excluded.expires_nanos,"
                        + " state = excluded.state";
            case MARIADB -> "replace " + into + " values (?, ?, ?, ?, ?)";
            case H2 -> "merge " + into + " key (node, subscription_id) values (?, ?, ?, ?, ?)";
        };
    }

    @Override
    public void remove(String id) {
        String delete = dialect == Dialect.POSTGRESQL
                ? RELAXED + "delete from vm_subscription using relaxed where node = ? and subscription_id = ?"
                : "delete from vm_subscription where node = ? and subscription_id = ?";
        transactions.changeAtOnce(
                "remove a subscription", node, connection -> Rows.update(connection, delete, node, id + END));
    }

    @Override
    public List<StoredSubscription> load() {
        return transactions.read("load the subscriptions", node, this::load);
    }

    private List<StoredSubscription> load(Connection connection) throws SQLException {
        return Rows.all(
                connection,
                "select subscription_id, expires_s, expires_nanos, state from vm_subscription where node = ?",
                JdbcSubscriptionStore::subscription,
                node);
    }

    private static StoredSubscription subscription(ResultSet row) throws SQLException {
        String id = row.getString(1);
        return new StoredSubscription(
                id.substring(0, id.length() - 1),
                Instant.ofEpochSecond(row.getLong(2), row.getInt(3)),
                row.getString(4));
    }
}
