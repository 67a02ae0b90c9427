package org.voicemail4j.store.jdbc;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How MariaDB or MySQL keeps the texts of a table. Other databases have one way for all, which takes every character and
 * tells upper from lower case.
 *
 * @param kinds by the names of columns in lower case
 */
record MariadbTexts(Map<String, Kind> kinds) {

    private static final Kind USUAL = new Kind("utf8mb4", "utf8mb4_bin");

    /** A column's character set and collation by their names there. */
    record Kind(String charset, String collation) {

        static Kind of(ResultSet row) throws SQLException {
            return new Kind(
                    row.getString(2).toLowerCase(Locale.ROOT), row.getString(3).toLowerCase(Locale.ROOT));
        }
    }

    static MariadbTexts read(Connection connection, Dialect dialect, TableName table) throws SQLException {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        if (dialect == Dialect.MARIADB) {
            Rows.all(
                    connection,
                    "select column_name, character_set_name, collation_name from information_schema.columns"
                            + " where table_schema = ? and table_name = ? and character_set_name is not null",
                    row -> kinds.put(row.getString(1).toLowerCase(Locale.ROOT), Kind.of(row)),
                    table.schema().orElse(connection.getCatalog()),
                    table.bare());
        }
        return new MariadbTexts(kinds);
    }

    private Kind of(String column) {
        return kinds.getOrDefault(column, USUAL);
    }

    /** Which characters a column can hold. */
    Charset charset(String column) {
        return switch (of(column).charset()) {
            case "latin1" -> StandardCharsets.ISO_8859_1;
            case "utf8mb4", "utf8", "utf8mb3" -> StandardCharsets.UTF_8;
            default -> StandardCharsets.US_ASCII;
        };
    }

    /** Whether it takes those beyond 16 bits as well, if it takes Unicode. */
    boolean takesAllPlanes(String column) {
        String charset = of(column).charset();
        return !charset.equals("utf8") && !charset.equals("utf8mb3");
    }

    /** Its collation if it takes upper and lower case for the same. */
    Optional<String> folding(String column) {
        return Optional.of(of(column).collation()).filter(collation -> collation.endsWith("_ci"));
    }
}
