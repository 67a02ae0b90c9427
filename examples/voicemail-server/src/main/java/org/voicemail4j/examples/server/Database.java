package org.voicemail4j.examples.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.util.Optional;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.store.jdbc.JdbcCredentialStore;
import org.voicemail4j.store.jdbc.JdbcMessageStore;
import org.voicemail4j.store.jdbc.JdbcMessageStoreBuilder;

/** Messages and PINs in a database, behind a pool of connections and, for a server, a journal. */
record Database(MessageStore store, CredentialStore credentials, Runnable closing) implements AutoCloseable {

    private static final String USUAL_TABLE = "voicemessages";
    private static final int MOST_CONNECTIONS = 20;

    /**
     * Opens a database.
     *
     * @param conf says by {@code odbcstorage} and {@code odbctable} whether it has Asterisk's table, unless the name says it
     * @throws UsageException if it cannot be reached or used
     */
    static Database open(StoreName name, VoicemailConf conf, AudioFormat format) {
        HikariDataSource pool = pool(name.url().orElseThrow());
        try {
            JdbcMessageStore rows = rows(pool, name, conf, format);
            CredentialStore credentials = new JdbcCredentialStore(pool, new SecureRandom());
            if (name.journal().isEmpty()) {
                return new Database(rows, credentials, () -> close(rows, pool));
            }
            JournaledMessageStore journaled =
                    JournaledMessageStore.in(name.journal().get(), rows);
            return new Database(journaled, credentials, () -> {
                journaled.close();
                close(rows, pool);
            });
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static void close(JdbcMessageStore rows, HikariDataSource pool) {
        rows.close();
        pool.close();
    }

    private static JdbcMessageStore rows(
            HikariDataSource pool, StoreName name, VoicemailConf conf, AudioFormat format) {
        JdbcMessageStoreBuilder rows =
                JdbcMessageStore.builder(pool).format(format).notifications();
        StoreLayout layout = name.layout().orElse(layout(conf));
        return layout == StoreLayout.NATIVE
                ? rows.build()
                : rows.asteriskLayout(table(conf), JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                        .build();
    }

    private static StoreLayout layout(VoicemailConf conf) {
        return conf.general("odbcstorage").filter(value -> !value.isBlank()).isPresent()
                ? StoreLayout.ASTERISK
                : StoreLayout.NATIVE;
    }

    private static String table(VoicemailConf conf) {
        Optional<String> table = conf.general("odbctable").filter(value -> !value.isBlank());
        return table.orElse(USUAL_TABLE);
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setPoolName("voicemail");
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new UsageException("--store: " + harmless(e), e);
        }
    }

    /** What went wrong, without the password that an address may hold. */
    private static String harmless(RuntimeException failure) {
        String said = String.valueOf(failure.getMessage());
        return said.replaceAll("(?i)(password|pwd)=[^&;\\s]*", "$1=***");
    }

    @Override
    public void close() {
        closing.run();
    }
}
