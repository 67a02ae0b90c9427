package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** MySQL 8.0, whose program comes from Maven, started once in this JVM when the first test wants it, and fresh databases in it. */
final class Mysql {

    static final String NEEDS = "MySQL's program runs on Linux of x86-64 with Debian's libaio1 and libnuma1";

    private static final String PACKED = "/mysql-Linux-amd64.tar.gz";
    private static final long PAUSE_NANOS = 50_000_000L;
    private static final int MOST_TRIES = 1_200;
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static volatile @Nullable Process process;

    private Mysql() {}

    /** Whether it runs here, or must: where the other programs are required, it is told of if it does not. */
    static boolean isWanted() {
        return System.getProperty("peers", "").equals("required") || Program.runs();
    }

    /** The address of a fresh, empty database. */
    static String url() {
        String name = "vm" + NEXT.incrementAndGet();
        try {
            Databases.run(Server.url(""), "create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no fresh database in MySQL", e);
        }
        return Server.url(name);
    }

    /** The program, unpacked. */
    private static final class Program {

        static final Path FOLDER = unpack();

        private static Path unpack() {
            try (InputStream packed = Objects.requireNonNull(Mysql.class.getResourceAsStream(PACKED), PACKED)) {
                Path folder = PassingFolder.create("mysql");
                PassingFolder.removeAtEnd(folder, Mysql::stop);
                Path file = folder.resolve("packed.tar.gz");
                Files.copy(packed, file);
                run("tar", "-xzf", file.toString(), "-C", folder.toString());
                Files.delete(file);
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static boolean runs() {
            try {
                return new ProcessBuilder(command("--version"))
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                return false; // of another kind of machine
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        static List<String> command(String... options) {
            List<String> command = new ArrayList<>(List.of(
                    FOLDER.resolve("bin/mysqld").toString(),
                    "--no-defaults",
                    "--basedir=" + FOLDER,
                    "--datadir=" + FOLDER.resolve("data")));
            if (System.getProperty("user.name").equals("root")) {
                command.add("--user=root");
            }
            command.addAll(List.of(options));
            return command;
        }
    }

    /** The server. Commits do not wait for the disk. */
    private static final class Server {

        static final int PORT = start();

        static String url(String database) {
            return "jdbc:mariadb://127.0.0.1:" + PORT + "/" + database + "?user=root";
        }

        private static int start() {
            run(Program.command("--initialize-insecure").toArray(String[]::new));
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                int port = free.getLocalPort();
                free.close();
                Path log = Program.FOLDER.resolve("server.log");
                Process server = new ProcessBuilder(Program.command(
                                "--bind-address=127.0.0.1",
                                "--port=" + port,
                                "--mysqlx=OFF",
                                "--socket=" + Program.FOLDER.resolve("socket"),
                                "--pid-file=" + Program.FOLDER.resolve("pid"),
                                "--max-connections=300",
                                "--innodb-flush-log-at-trx-commit=0",
                                "--sync-binlog=0"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                process = server;
                awaitAnswer(server, port, log);
                return port;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void awaitAnswer(Process server, int port, Path log) throws IOException {
            for (int tries = 1; ; tries++) {
                try {
                    Databases.run("jdbc:mariadb://127.0.0.1:" + port + "/?user=root", "select 1");
                    return;
                } catch (SQLException e) {
                    if (tries == MOST_TRIES || !server.isAlive()) {
                        throw new IllegalStateException("MySQL does not start: " + Files.readString(log), e);
                    }
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private static void stop() {
        Process server = process;
        if (server != null) {
            server.destroyForcibly().onExit().join();
        }
    }

    private static void run(String... command) {
        try {
            Process running =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
