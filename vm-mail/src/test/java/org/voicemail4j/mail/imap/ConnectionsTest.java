package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voicemail4j.testkit.StoreUnderTest.ALICE;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mail.run.ElapsedClock;
import org.voicemail4j.mailbox.MailboxId;

/** What is said on which connection, and how connections are given up. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConnectionsTest {

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void end() {
        watch.shutdownNow();
    }

    private static ImapAccount.Login login(ImapServer server) {
        return ImapAccount.of(server, "alice", "open-sesame").build().login();
    }

    private static ImapMessageStoreBuilder settings(ImapServer server) {
        return ImapMessageStore.builder(new TestAccounts(server, ALICE));
    }

    @Test
    void noPasswordIsSentToAServerThatTakesNone() throws IOException {
        List<String> said = new CopyOnWriteArrayList<>();
        ScriptedImap.Answer answer = (tag, command, out) -> {
            said.add(command);
            if (command.equals("CAPABILITY")) {
                ScriptedImap.say(out, "* CAPABILITY IMAP4rev1 LOGINDISABLED\r\n" + tag + " OK done\r\n");
                return true;
            }
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(answer)) {
            assertThatThrownBy(() ->
                            new ImapConnection(login(server.server()), settings(server.server()), watch, () -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("LOGINDISABLED");
        }
        assertThat(said).containsExactly("CAPABILITY");
    }

    /** A percent sign is a pattern to LIST. */
    @Test
    void aFolderThatOnlyFitsThePatternIsNotTheFolder() throws IOException {
        ScriptedImap.Answer answer = (tag, command, out) -> {
            if (!command.startsWith("LIST \"\" \"100")) {
                return false;
            }
            ScriptedImap.say(out, "* LIST () \"/\" \"100 years\"\r\n* LIST () \"/\" {4}\r\n100&\r\n");
            ScriptedImap.say(out, tag + " OK done\r\n");
            return true;
        };
        try (ScriptedImap server = new ScriptedImap(answer);
                ImapConnection connection =
                        new ImapConnection(login(server.server()), settings(server.server()), watch, () -> {})) {
            assertThat(connection.exists("100%")).isFalse();
            assertThat(connection.exists("100 years")).isTrue();
        }
    }

    /** A NOOP on one connection says nothing of another. */
    @Test
    void whatMustNotBeDoneTwiceGoesOverTheConnectionThatHasJustAnswered() throws IOException {
        AtomicInteger dead = new AtomicInteger();
        ScriptedImap.Answer answer = (tag, command, out) -> {
            if (command.equals("NOOP") && dead.getAndDecrement() > 0) {
                throw new IOException("gone");
            }
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(answer)) {
            ImapAccount.Login login = login(server.server());
            try (ImapPool pool = new ImapPool(settings(server.server()), watch)) {
                open(pool, login, 3);
                assertThat(server.open()).isEqualTo(3);
                dead.set(1);
                ImapConnection used = pool.once(login, connection -> connection);
                assertThat(used.isKept()).isFalse();
                ImapConnection again = pool.once(login, connection -> connection);
                assertThat(again).isSameAs(used);
                assertThat(again.isKept()).isTrue();
            }
        }
    }

    @Test
    void anErrorLosesNeitherAPlaceInThePoolNorTheTruthAboutAConnection() throws IOException {
        try (ScriptedImap server = new ScriptedImap((tag, command, out) -> false)) {
            ImapAccount.Login login = login(server.server());
            ImapMessageStoreBuilder settings = settings(server.server()).connections(1, 1);
            AtomicInteger failing = new AtomicInteger();
            settings.elapsed = new FailingClock(failing);
            try (ImapPool pool = new ImapPool(settings, watch)) {
                assertThatThrownBy(() -> pool.with(login, connection -> {
                            failing.set(1);
                            return connection.idle(Duration.ofSeconds(5));
                        }))
                        .isInstanceOf(StackOverflowError.class);
                assertThat(pool.<String>with(login, connection -> {
                            assertThat(connection.isKept()).isFalse();
                            return "well";
                        }))
                        .isEqualTo("well");
            }
        }
    }

    /** Fails once, with what no code expects. */
    private record FailingClock(AtomicInteger failing) implements ElapsedClock {
        @Override
        public long nanos() {
            if (failing.getAndDecrement() > 0) {
                throw new StackOverflowError("planted");
            }
            return System.nanoTime();
        }
    }

    @Test
    void serversThatDoNotSayGoodByeHoldTheClosingUpOnceAndNotOneByOne() throws IOException {
        List<String> byes = new CopyOnWriteArrayList<>();
        ScriptedImap.Answer answer = (tag, command, out) -> {
            if (command.equals("LOGOUT")) {
                byes.add(tag);
                return true; // and no word
            }
            return false;
        };
        int most = 20;
        try (ScriptedImap server = new ScriptedImap(answer)) {
            Duration minute = Duration.ofMinutes(1);
            ImapMessageStoreBuilder settings = settings(server.server())
                    .connections(most, most)
                    .timeouts(new ImapTimeouts(minute, minute, minute, Duration.ofSeconds(4)));
            ImapPool pool = new ImapPool(settings, watch);
            open(pool, login(server.server()), most);
            assertThat(server.open()).isEqualTo(most);
            pool.close(); // one by one this would take longer than the test may
            assertThat(byes).hasSize(most);
        }
    }

    private static void open(ImapPool pool, ImapAccount.Login login, int more) throws IOException {
        if (more > 0) {
            pool.with(login, connection -> {
                connection.command("NOOP"); // of an account that has answered nothing yet no three are opened
                open(pool, login, more - 1);
                return more;
            });
        }
    }

    /** Locks that mailboxes share by chance would be held while a server takes its time. */
    @Test
    void aMailboxThatWaitsForItsServerHoldsNoOtherUp() throws Exception {
        List<MailboxId> all = IntStream.range(1000, 1600)
                .mapToObj(number -> MailboxId.parse(number + "@default"))
                .toList();
        ImapMessageStoreBuilder settings = settings(ImapServer.of("127.0.0.1", 9, ImapSecurity.CLEAR));
        MailboxAccess access = new MailboxAccess(settings, new ImapPool(settings, watch));
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            int taken = access.locked(all.get(0), () -> access.locked(all.get(0), () -> sum(access, all, other)));
            assertThat(taken).isEqualTo(599);
        } finally {
            other.shutdownNow();
        }
    }

    private static int sum(MailboxAccess access, List<MailboxId> all, ExecutorService other) {
        Future<Integer> taken = other.submit(() -> all.stream()
                .skip(1)
                .mapToInt(mailbox -> access.locked(mailbox, () -> 1))
                .sum());
        try {
            return taken.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("another mailbox waits, too", e);
        }
    }
}
