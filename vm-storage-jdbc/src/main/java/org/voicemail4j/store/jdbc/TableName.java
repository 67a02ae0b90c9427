package org.voicemail4j.store.jdbc;

import java.util.Optional;

/**
 * The name of a table that somebody said.
 *
 * @param schema what stood before a dot
 * @param bare the name without it
 */
record TableName(Optional<String> schema, String bare) {

    /** A name as it may stand in a statement: letters, digits and _, with its schema before a dot if need be. */
    static String checked(String name) {
        if (!name.matches("([A-Za-z0-9_]{1,64}\\.)?[A-Za-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("not the name of a table: '" + name.replaceAll("\\p{Cc}", "?") + "'");
        }
        return name;
    }

    /** Reads such a name. */
    static TableName of(String name) {
        int dot = checked(name).indexOf('.');
        Optional<String> schema = dot < 0 ? Optional.empty() : Optional.of(name.substring(0, dot));
        return new TableName(schema, name.substring(dot + 1));
    }

    /** The schema with its dot; nothing if none was said. */
    String prefix() {
        return schema.map(said -> said + '.').orElse("");
    }
}
