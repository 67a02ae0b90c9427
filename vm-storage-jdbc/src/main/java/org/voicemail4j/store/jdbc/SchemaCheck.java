package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.store.StoreException;

/** Compares our tables as they are with what the scripts made, so that whoever altered them is told what is missing. */
final class SchemaCheck {

    private static final Pattern TABLE = Pattern.compile("create table if not exists (\\w+) \\(");
    private static final Pattern COLUMN = Pattern.compile("^    (\\w+) (varchar\\((\\d+)\\)|\\S+)( not null)?.*");
    private static final Pattern ADDED =
            Pattern.compile("alter table (\\w+) add column (\\w+) (varchar\\((\\d+)\\)|\\S+);");
    private static final Pattern NO_COLUMN = Pattern.compile("^    (primary|foreign|unique) .*");

    /** How many characters each column holds at least, by {@code table.column}; 0 where that is no matter. */
    private final Map<String, Integer> widths = new HashMap<>();

    /** Reads what a script makes. */
    void expect(String script) {
        String table = "";
        for (String line : script.split("\n", -1)) {
            Matcher begins = TABLE.matcher(line);
            Matcher column = COLUMN.matcher(line);
            Matcher added = ADDED.matcher(line);
            if (begins.find()) {
                table = begins.group(1);
            } else if (added.matches()) {
                widths.put(added.group(1) + '.' + added.group(2), width(added.group(4)));
            } else if (column.matches() && !NO_COLUMN.matcher(line).matches()) {
                widths.put(table + '.' + column.group(1), width(column.group(3)));
            }
        }
    }

    private static int width(@Nullable String characters) {
        return characters == null ? 0 : Integer.parseInt(characters);
    }

    /**
     * Looks at the tables.
     *
     * @throws StoreException that names the first table and column that is not as it must be
     */
    void check(Connection connection, Dialect dialect) throws SQLException {
        Map<String, Integer> there = there(connection, dialect);
        widths.forEach((name, width) -> {
            String column = name.substring(name.indexOf('.') + 1);
            String table = name.substring(0, name.indexOf('.'));
            Integer found = there.get(name);
            if (found == null) {
                throw new StoreException("table " + table + " has no column " + column + ": somebody has altered it");
            }
            if (found < width) {
                throw new StoreException("column " + column + " of table " + table + " holds " + found
                        + " characters and must hold " + width + ": somebody has altered it");
            }
        });
    }

    private static Map<String, Integer> there(Connection connection, Dialect dialect) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String pattern = dialect.unquoted("vm") + data.getSearchStringEscape() + "_%";
        Map<String, Integer> there = new HashMap<>();
        try (ResultSet rows = data.getColumns(connection.getCatalog(), connection.getSchema(), pattern, null)) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME") + '.' + rows.getString("COLUMN_NAME");
                there.put(name.toLowerCase(Locale.ROOT), rows.getInt("COLUMN_SIZE"));
            }
        }
        return there;
    }
}
