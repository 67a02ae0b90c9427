package org.voicemail4j.examples.server;

import java.util.Optional;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.store.jdbc.JdbcMessageStoreBuilder;

/**
 * In which tables of a database messages are, as far as somebody said so.
 *
 * @param layout whose tables
 * @param table the name of Asterisk's
 * @param spool with what the paths in it begin
 * @param triggers whether triggers on it are to tell of changes
 */
record TableNames(Optional<StoreLayout> layout, Optional<String> table, Optional<String> spool, boolean triggers) {

    /** Nobody said anything. */
    static final TableNames UNSAID = of(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String USUAL_TABLE = "voicemessages";

    /** Without triggers. */
    static TableNames of(Optional<StoreLayout> layout, Optional<String> table, Optional<String> spool) {
        return new TableNames(layout, table, spool, false);
    }

    TableNames withTriggers() {
        return new TableNames(layout, table, spool, true);
    }

    /** What was not said is as {@code odbcstorage} and {@code odbctable} say it. */
    TableNames orAs(VoicemailConf conf) {
        Optional<StoreLayout> configured = said(conf, "odbcstorage").map(dsn -> StoreLayout.ASTERISK);
        return new TableNames(layout.or(() -> configured), table.or(() -> said(conf, "odbctable")), spool, triggers);
    }

    private static Optional<String> said(VoicemailConf conf, String option) {
        return conf.general(option).filter(value -> !value.isBlank());
    }

    /** Whether both name the same tables of a database. */
    boolean isSameAs(TableNames other) {
        return isAsterisks() ? other.isAsterisks() && tableName().equals(other.tableName()) : !other.isAsterisks();
    }

    boolean isAsterisks() {
        return layout.equals(Optional.of(StoreLayout.ASTERISK));
    }

    String tableName() {
        return table.orElse(USUAL_TABLE);
    }

    String spoolPath() {
        return spool.orElse(JdbcMessageStoreBuilder.ASTERISK_SPOOL);
    }
}
