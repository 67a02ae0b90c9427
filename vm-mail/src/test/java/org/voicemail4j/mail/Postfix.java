package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A Postfix of our own: its configuration, queue and one maildir for everybody at {@code vm.test} are in a folder of the
 * test, it listens on loopback, and sends nothing anywhere else.
 */
final class Postfix implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/postfix");
    private static final Path DAEMONS = Path.of("/usr/lib/postfix/sbin");

    private final Path folder;

    private Postfix(Path folder) {
        this.folder = folder;
    }

    /** Sets one up that is not running yet; skips the test where there is none, unless it must be there. */
    static Postfix in(Path parent, int port) throws IOException {
        boolean there = Files.isExecutable(PROGRAM) && "root".equals(System.getProperty("user.name"));
        if (!there && "required".equals(System.getProperty("peers"))) {
            throw new AssertionError("Postfix is required, and root to start it (Debian package postfix)");
        }
        Assumptions.assumeTrue(there, "there is no Postfix, or this is not root (Debian package postfix)");
        Path folder = Files.createDirectories(parent.resolve("postfix"));
        open(parent);
        open(folder);
        for (String name : List.of("conf", "queue", "data", "mail")) {
            open(Files.createDirectories(folder.resolve(name)));
        }
        own("postfix", folder.resolve("data"));
        own("nobody", folder.resolve("mail"));
        Files.writeString(folder.resolve("conf/main.cf"), mainCf(folder));
        Files.writeString(folder.resolve("conf/master.cf"), masterCf(port));
        return new Postfix(folder);
    }

    /** Daemons of other users must reach it. */
    private static void open(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void own(String user, Path file) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    private static String mainCf(Path folder) {
        return """
            compatibility_level = 3.6
            queue_directory = FOLDER/queue
            data_directory = FOLDER/data
            command_directory = /usr/sbin
            daemon_directory = DAEMONS
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = vm.test
            mydestination =
            inet_interfaces = loopback-only
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            virtual_mailbox_domains = vm.test
            virtual_mailbox_base = FOLDER/mail
            virtual_mailbox_maps = static:box/
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_minimum_uid = 100
            default_transport = error:nothing leaves this machine
            maillog_file = FOLDER/log
            maillog_file_prefixes = FOLDER
            smtpd_peername_lookup = no
            disable_dns_lookups = yes
            smtpd_client_connection_rate_limit = 0
            queue_run_delay = 1s
            minimal_backoff_time = 1s
            maximal_backoff_time = 5s
            transport_retry_time = 1s
            """.replace("FOLDER", folder.toString()).replace("DAEMONS", DAEMONS.toString());
    }

    private static String masterCf(int port) {
        return """
            127.0.0.1:%d inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            error unix - - n - - error
            virtual unix - n n - - virtual
            proxymap unix - - n - - proxymap
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd
            """.formatted(port);
    }

    void start() throws IOException, InterruptedException {
        assertThat(run("start")).as(log()).isZero();
    }

    String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "Postfix wrote no log";
    }

    private int run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-c", folder.resolve("conf").toString(), command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** The mails that have been delivered so far. */
    List<MimeMessage> delivered() throws IOException, MessagingException {
        List<MimeMessage> mails = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve("mail/box/new"))) {
            for (Path file : files.toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    mails.add(new MimeMessage(Session.getInstance(new Properties()), in));
                }
            }
        } catch (NoSuchFileException e) {
            return mails;
        }
        return mails;
    }

    @Override
    public void close() throws IOException {
        try {
            run("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
