package org.voicemail4j.store.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The condition that a row of Asterisk's table lies in one of some folders, whose paths are spelt so to the letter: a
 * collation may take {@code Anna} and {@code anna} for the same, and then finds the rows of both by its index.
 *
 * @param sql with a mark for each parameter
 */
record AsteriskPlace(String sql, List<String> parameters) {

    static AsteriskPlace of(AsteriskTable table, String... dirs) {
        return of(table, List.of(dirs));
    }

    static AsteriskPlace of(AsteriskTable table, List<String> dirs) {
        String marks =
                dirs.size() == 1 ? " = ?" : " in (" + String.join(", ", Collections.nCopies(dirs.size(), "?")) + ")";
        if (table.folding().isEmpty()) {
            return new AsteriskPlace("dir" + marks, dirs);
        }
        List<String> twice = new ArrayList<>(dirs);
        twice.addAll(dirs);
        return new AsteriskPlace(
                "dir" + marks + " and convert(dir using utf8mb4) collate utf8mb4_bin" + marks, List.copyOf(twice));
    }

    /** The parameters, then those. */
    @Nullable
    Object[] with(@Nullable Object... more) {
        List<@Nullable Object> all = new ArrayList<>(parameters);
        Collections.addAll(all, more);
        return all.toArray();
    }
}
