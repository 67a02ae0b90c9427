package org.voicemail4j.mail.imap;

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
import org.junit.jupiter.api.Assumptions;

/**
 * A Dovecot of its own on a free port of loopback, with its configuration, mails and log in a temporary folder. Any user may
 * log in with the password {@value #PASSWORD}; {@value #MASTER} may act for any of them.
 */
final class Dovecot implements AutoCloseable {

    static final String PASSWORD = "open-sesame";
    static final String MASTER = "voicemail-master";
    static final String MASTER_PASSWORD = "master-key";

    private static final Path PROGRAM = Path.of("/usr/sbin/dovecot");

    private final Path home;
    private final int port;
    private Process process;

    private Dovecot(Path home, int port, String more) throws IOException {
        this.home = home;
        this.port = port;
        Files.writeString(home.resolve("masters"), MASTER + ":{PLAIN}" + MASTER_PASSWORD + "\n");
        Files.writeString(home.resolve("dovecot.conf"), configuration() + more);
        this.process = launch();
    }

    static Dovecot start() throws IOException {
        return start("");
    }

    /** One whose accounts have that much room, such as {@code 2M}. */
    static Dovecot withQuota(String storage) throws IOException {
        return start("""
                mail_plugins = quota
                protocol imap {
                  mail_plugins = quota imap_quota
                }
                plugin {
                  quota = maildir:User quota
                  quota_rule = *:storage=STORAGE
                }
                """.replace("STORAGE", storage));
    }

    private static Dovecot start(String more) throws IOException {
        if (!"required".equals(System.getProperty("peers"))) {
            Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "Dovecot (Debian dovecot-imapd) is not installed");
        }
        Path home = Files.createTempDirectory("dovecot");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = free.getLocalPort();
            free.close();
            return new Dovecot(home, port, more);
        }
    }

    private String configuration() throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        String user = root ? "nobody" : System.getProperty("user.name");
        Path mails = Files.createDirectory(home.resolve("mails"));
        if (root) {
            Files.setOwner(
                    mails, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        }
        String unprivileged = root ? "" : """
                default_internal_user = USER
                default_login_user = USER
                default_internal_group = GROUP
                service anvil {
                  chroot =
                }
                """.replace("GROUP", group(user));
        return (unprivileged + """
                base_dir = HOME/run
                state_dir = HOME/state
                log_path = HOME/log
                protocols = imap
                listen = 127.0.0.1
                ssl = no
                disable_plaintext_auth = no
                auth_mechanisms = plain
                auth_master_user_separator = *
                auth_failure_delay = 0
                auth_username_chars =
                first_valid_uid = 1
                first_valid_gid = 1
                mail_fsync = never
                mail_max_userip_connections = 500
                mail_location = maildir:~/Maildir
                passdb {
                  driver = passwd-file
                  master = yes
                  args = HOME/masters
                }
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
                service imap {
                  process_limit = 500
                  service_count = 0
                  client_limit = 1
                }
                """)
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

    private Process launch() throws IOException {
        Process dovecot = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-F",
                        "-c",
                        home.resolve("dovecot.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("out").toFile()))
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            if (!dovecot.isAlive() || System.nanoTime() > end) {
                dovecot.destroyForcibly();
                throw new IOException("Dovecot does not start: " + said());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return dovecot;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            return socket.getInputStream().read() == '*';
        } catch (IOException e) {
            return false;
        }
    }

    private String said() throws IOException {
        String said = Files.readString(home.resolve("out"));
        return Files.exists(home.resolve("log")) ? said + Files.readString(home.resolve("log")) : said;
    }

    ImapServer server() {
        return ImapServer.of("127.0.0.1", port, ImapSecurity.CLEAR);
    }

    /** Ends all connections and lets nobody in until {@link #up}. */
    void down() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    void up() throws IOException {
        process = launch();
    }

    @Override
    public void close() throws IOException {
        down();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
