package org.voicemail4j.examples.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** An IMAP server on a free port of loopback that lets anybody in with the password {@value #PASSWORD}. */
final class Dovecot implements AutoCloseable {

    static final String PASSWORD = "open-sesame";

    private static final String CONF = """
            base_dir = HOME/run
            state_dir = HOME/state
            log_path = HOME/log
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            auth_mechanisms = plain
            auth_failure_delay = 0
            first_valid_uid = 1
            first_valid_gid = 1
            mail_fsync = never
            mail_location = maildir:~/Maildir
            passdb {
              driver = static
              args = password=PASSWORD
            }
            userdb {
              driver = static
              args = uid=USER gid=GROUP home=HOME/mails/%u
            }
            namespace inbox {
              inbox = yes
              separator = /
            }
            service imap-login {
              chroot =
              service_count = 0
              process_min_avail = 1
              inet_listener imap {
                port = PORT
              }
              inet_listener imaps {
                port = 0
              }
            }
            """;

    private static final String WITHOUT_ROOT = """
            default_internal_user = USER
            default_login_user = USER
            default_internal_group = GROUP
            service anvil {
              chroot =
            }
            """;

    private static final String QUOTA = """
            mail_plugins = quota
            protocol imap {
              mail_plugins = quota imap_quota
            }
            plugin {
              quota = maildir:User quota
              quota_rule = *:storage=STORAGE
            }
            """;

    private final Path home;
    private final int port;
    private final Process process;

    private Dovecot(Path home, int port, String more) throws IOException {
        this.home = home;
        this.port = port;
        Files.writeString(home.resolve("dovecot.conf"), configuration() + more);
        this.process = new ProcessBuilder(
                        "/usr/sbin/dovecot",
                        "-F",
                        "-c",
                        home.resolve("dovecot.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        awaitGreeting();
    }

    static Dovecot start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return startAt(port);
        }
    }

    /** One whose accounts have that much room, such as {@code 2M}. */
    static Dovecot withQuota(String storage) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return startAt(port, QUOTA.replace("STORAGE", storage));
        }
    }

    static Dovecot startAt(int port) throws IOException {
        return startAt(port, "");
    }

    private static Dovecot startAt(int port, String more) throws IOException {
        Peers.need("dovecot", "dovecot-imapd");
        Path home = Files.createTempDirectory("dovecot");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Dovecot(home, port, more);
    }

    private String configuration() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        String user = root ? "nobody" : System.getProperty("user.name");
        Path mails = Files.createDirectory(home.resolve("mails"));
        if (root) {
            Files.setOwner(
                    mails, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        }
        return ((root ? "" : WITHOUT_ROOT) + CONF)
                .replace("HOME", home.toString())
                .replace("USER", user)
                .replace("GROUP", group(user))
                .replace("PASSWORD", PASSWORD)
                .replace("PORT", Integer.toString(port));
    }

    private static String group(String user) throws IOException {
        Process id = new ProcessBuilder("id", "-gn", user).start();
        return new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private void awaitGreeting() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!greets()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("Dovecot does not start: " + Files.readString(home.resolve("out")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private boolean greets() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            return socket.getInputStream().read() == '*';
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
