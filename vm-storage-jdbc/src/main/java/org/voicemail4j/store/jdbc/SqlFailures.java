package org.voicemail4j.store.jdbc;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import org.voicemail4j.store.StoreException;

/** What a database's errors mean, by SQLSTATE and by the codes of those that use a general one. */
final class SqlFailures {

    /** SQL:2016 class 40 but for broken constraints and unknown outcomes; PostgreSQL's lock_not_available. */
    private static final Set<String> CONFLICTS = Set.of("40000", "40001", "40P01", "55P03");
    /**
     * MySQL: lock wait timeout, deadlock, record changed, WSREP's deadlock, another member's change; H2: lock timeout,
     * concurrent update.
     */
    private static final Set<Integer> CONFLICT_CODES = Set.of(1205, 1213, 1020, 3572, 3101, 50200, 90131);

    private SqlFailures() {}

    /** Whether another transaction was in the way, so that nothing was done and trying again may help. */
    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure)) || CONFLICT_CODES.contains(failure.getErrorCode());
    }

    /** Whether a row with that key is there already (class 23). */
    static boolean isDuplicate(SQLException failure) {
        return state(failure).equals("23505") || failure.getErrorCode() == 1062;
    }

    /** Whether a table, index or column of that name is there already. */
    static boolean isThereAlready(SQLException failure) {
        return Set.of("42P07", "42S01", "42701").contains(state(failure))
                || Set.of(1050, 1060, 1061, 42101, 42111, 42121).contains(failure.getErrorCode())
                || saysSo(failure);
    }

    /**
     * Whether an upgrade met another one: a conflict, a row that both insert; PostgreSQL, where two that make one table "if it does not exist"
     * both go on and one of them then finds it or its type; or H2, whose tables are copied while they are altered, so that others find none
     * (42102) or half of one (its general error).
     */
    static boolean isDisturbedUpgrade(Dialect dialect, SQLException failure) {
        return isConflict(failure)
                || isDuplicate(failure)
                || dialect == Dialect.POSTGRESQL && Set.of("42P07", "42710").contains(state(failure))
                || dialect == Dialect.H2 && Set.of(42102, 50000).contains(failure.getErrorCode());
    }

    /** H2 has no code for an index that two connections make at once. */
    private static boolean saysSo(SQLException failure) {
        return failure.getErrorCode() == 50000
                && String.valueOf(failure.getMessage()).contains("already exists");
    }

    private static String state(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }

    static StoreException wrap(String what, Object of, SQLException failure) {
        return new StoreException("cannot " + what + " of " + of + ": " + harmless(failure), failure);
    }

    /** The driver's words, which name table and column, without what a connection's address may hold. */
    static String harmless(Exception failure) {
        String said = Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
        return said.replaceAll("(?i)(password|pwd)=[^&;\\s]*", "$1=***")
                .replaceAll("//([^/@:\\s]*):[^/\\s]*@", "//$1:***@")
                .replace('\n', ' ');
    }
}
