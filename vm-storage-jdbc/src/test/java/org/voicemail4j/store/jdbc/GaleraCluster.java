package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Debian's MariaDB as a Galera cluster on loopback: each node a process with a directory of its own. */
final class GaleraCluster implements AutoCloseable {

    static final List<String> PROGRAMS =
            List.of("/usr/sbin/mariadbd", "/usr/bin/mariadb-install-db", "/usr/lib/galera/libgalera_smm.so");

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path root;
    private final List<Node> nodes = new ArrayList<>();

    private GaleraCluster(Path root) {
        this.root = root;
    }

    /** A member: its ports for clients, replication and the transfer of state. */
    private record Node(int sql, int group, int state, int rsync, Path directory, List<Process> processes) {

        String url(String database) {
            return "jdbc:mariadb://127.0.0.1:" + sql + "/" + database + "?user=voicemail&connectTimeout=2000";
        }
    }

    static GaleraCluster start(Path root, int size) throws IOException, InterruptedException {
        GaleraCluster cluster = new GaleraCluster(root);
        try {
            int[] ports = freePorts(size * 4);
            for (int i = 0; i < size; i++) {
                Path directory = Files.createDirectories(root.resolve("node" + i));
                run("chown", "nobody", directory.toString());
                cluster.nodes.add(new Node(
                        ports[4 * i],
                        ports[4 * i + 1],
                        ports[4 * i + 2],
                        ports[4 * i + 3],
                        directory,
                        new ArrayList<>()));
            }
            cluster.install(cluster.nodes.get(0).directory());
            for (int i = 0; i < size; i++) {
                cluster.start(i, i == 0);
            }
            return cluster;
        } catch (IOException | InterruptedException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Not as root, whose rsync daemon writes as nobody and then may not. */
    private static List<String> unprivileged(String... command) {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        }
        all.addAll(List.of(command));
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        if (isRoot() && new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("failed: " + List.of(command));
        }
    }

    private void install(Path directory) throws IOException, InterruptedException {
        Process install = new ProcessBuilder(unprivileged(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--innodb-log-file-size=8M",
                        "--datadir=" + directory))
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("install.log").toFile())
                .start();
        if (install.waitFor() != 0) {
            throw new IOException("mariadb-install-db failed: " + Files.readString(root.resolve("install.log")));
        }
    }

    private void start(int index, boolean isFirst) throws IOException, InterruptedException {
        Node node = nodes.get(index);
        List<String> command = unprivileged(
                "mariadbd",
                "--no-defaults",
                "--datadir=" + node.directory(),
                "--socket=" + node.directory().resolve("s"),
                "--pid-file=" + node.directory().resolve("pid"),
                "--bind-address=127.0.0.1",
                "--port=" + node.sql(),
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--innodb-buffer-pool-size=32M",
                "--innodb-log-file-size=8M",
                "--innodb-flush-log-at-trx-commit=0",
                "--wsrep-on=ON",
                "--wsrep-provider=/usr/lib/galera/libgalera_smm.so",
                "--wsrep-cluster-name=voicemail",
                "--wsrep-node-name=node" + index,
                "--wsrep-node-address=127.0.0.1:" + node.group(),
                "--wsrep-cluster-address=gcomm://" + (isFirst ? "" : others()),
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + node.group()
                        + ";ist.recv_addr=127.0.0.1:" + node.state() + ";gcache.size=16M",
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + node.rsync());
        node.processes()
                .add(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log(index).toFile())
                        .start());
        awaitReady(index);
        if (isFirst) {
            prepare(node);
        }
    }

    private Path log(int index) {
        return root.resolve("node" + index + ".log");
    }

    private String others() {
        return String.join(
                ",", nodes.stream().map(node -> "127.0.0.1:" + node.group()).toList());
    }

    private static void prepare(Node node) throws IOException {
        String url = "jdbc:mariadb://127.0.0.1:" + node.sql() + "/mysql?user=root";
        try {
            Databases.run(
                    url,
                    "create database voicemail",
                    "create user voicemail@'127.0.0.1'",
                    "create user voicemail@localhost",
                    "grant all on voicemail.* to voicemail@'127.0.0.1'",
                    "grant all on voicemail.* to voicemail@localhost");
        } catch (SQLException e) {
            throw new IOException("the first node takes no database", e);
        }
    }

    private void awaitReady(int index) throws IOException, InterruptedException {
        Node node = nodes.get(index);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(node)) {
            Process process = node.processes().get(node.processes().size() - 1);
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("node " + index + " did not join: " + Files.readString(log(index)));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static boolean isReady(Node node) {
        String url = "jdbc:mariadb://127.0.0.1:" + node.sql() + "/mysql?user=root&connectTimeout=2000";
        try (Connection connection = DriverManager.getConnection(url)) {
            return Rows.first(
                            connection,
                            "select variable_value from information_schema.global_status where variable_name ="
                                    + " 'wsrep_ready'",
                            row -> row.getString(1))
                    .filter("ON"::equals)
                    .isPresent();
        } catch (SQLException e) {
            return false;
        }
    }

    /** An address that asks one member and, when that is away, the next ones. */
    String url(int preferred) {
        List<String> hosts = IntStream.range(0, nodes.size())
                .mapToObj(i ->
                        "127.0.0.1:" + nodes.get((preferred + i) % nodes.size()).sql())
                .toList();
        return "jdbc:mariadb:sequential://" + String.join(",", hosts)
                + "/voicemail?user=voicemail&connectTimeout=2000&socketTimeout=15000";
    }

    /** An address that asks one member alone. */
    String urlOf(int index) {
        return nodes.get(index).url("voicemail");
    }

    /** Kills a member as it is. */
    void kill(int index) throws InterruptedException {
        for (Process process : nodes.get(index).processes()) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.processes().forEach(Process::destroyForcibly));
        nodes.forEach(
                node -> node.processes().forEach(process -> process.onExit().join()));
    }
}
