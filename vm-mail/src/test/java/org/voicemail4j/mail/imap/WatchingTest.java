package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.testkit.StoreUnderTest.ALICE;
import static org.voicemail4j.testkit.StoreUnderTest.BOB;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;

/** How connections that watch are kept, renewed and given up, on servers that say what a test wants. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WatchingTest {

    /** Accounts that change while they are watched. */
    private static final class Changing implements ImapAccounts {

        private final ImapServer server;
        private volatile List<MailboxId> mailboxes = List.of(ALICE);
        private volatile String password = "first";
        private volatile Optional<MailboxId> broken = Optional.empty();

        Changing(ImapServer server) {
            this.server = server;
        }

        @Override
        public Optional<ImapAccount> of(MailboxId mailbox) {
            if (broken.filter(mailbox::equals).isPresent()) {
                throw new IllegalArgumentException("not a server");
            }
            return Optional.of(
                    ImapAccount.of(server, mailbox.number(), password).build());
        }

        @Override
        public Collection<MailboxId> mailboxes() {
            return mailboxes;
        }
    }

    private static ImapMessageStoreBuilder builder(ImapAccounts accounts) {
        return ImapMessageStore.builder(accounts).pollPause(Duration.ofMillis(20));
    }

    private static void sayStillHere(OutputStream out) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            ScriptedImap.say(out, "* OK Still here\r\n");
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
                        }
                    } catch (IOException e) {
                        // the client has gone
                    }
                },
                "still-here");
        thread.setDaemon(true);
        thread.start();
    }

    /** Dovecot says so every two minutes; an IDLE that is never renewed is hung up on. */
    @Test
    void anIdleIsRenewedInTimeHoweverOftenTheServerSaysThatItIsStillHere() throws IOException {
        List<String> commands = new CopyOnWriteArrayList<>();
        ScriptedImap.Answer answer = (tag, command, out) -> {
            commands.add(command);
            if (command.equals("IDLE")) {
                sayStillHere(out);
            }
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(answer)) {
            ImapMessageStoreBuilder builder = builder(new Changing(server.server()));
            builder.longestIdle = Duration.ofMillis(100);
            try (ImapMessageStore store = builder.build()) {
                store.changes().listen(mailbox -> {});
                Eventually.so(
                        "the third IDLE",
                        () -> commands.stream().filter("IDLE"::equals).count() >= 3);
            }
        }
        assertThat(commands.stream().filter(command -> command.startsWith("AUTHENTICATE")))
                .hasSize(1);
    }

    @Test
    void anAccountThatGotAnotherPasswordOrHasGoneIsWatchedAsItIsNow() throws IOException {
        Set<String> secrets = ConcurrentHashMap.newKeySet();
        ScriptedImap.Answer answer = (tag, command, out) -> {
            secrets.add(command);
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(answer)) {
            Changing accounts = new Changing(server.server());
            List<MailboxId> told = new CopyOnWriteArrayList<>();
            try (ImapMessageStore store = builder(accounts).build()) {
                store.changes().listen(told::add);
                Eventually.so("the first password", () -> secrets.contains(login(ALICE, "first")));
                accounts.password = "second";
                Eventually.so("the second password", () -> secrets.contains(login(ALICE, "second")));
                Eventually.so("one connection", () -> server.open() == 1);
                accounts.mailboxes = List.of(BOB);
                Eventually.so("the other mailbox", () -> told.contains(BOB) && secrets.contains(login(BOB, "second")));
                Eventually.so("one connection", () -> server.open() == 1);
            }
        }
    }

    /** What {@link ScriptedImap} hands over of the line behind AUTHENTICATE. */
    private static String login(MailboxId mailbox, String password) {
        String secret = '\0' + mailbox.number() + '\0' + password;
        return "secret " + Base64.getEncoder().encodeToString(secret.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aMailboxWhoseAccountCannotBeUsedKeepsNoOtherFromBeingWatched() throws IOException {
        for (int watchers : new int[] {0, 5}) {
            try (ScriptedImap server = new ScriptedImap((tag, command, out) -> false)) {
                Changing accounts = new Changing(server.server());
                accounts.mailboxes = List.of(ALICE, BOB);
                accounts.broken = Optional.of(ALICE);
                List<MailboxId> told = new CopyOnWriteArrayList<>();
                try (ImapMessageStore store =
                        builder(accounts).watchers(watchers).build()) {
                    store.changes().listen(told::add);
                    Eventually.so("Bob", () -> told.contains(BOB));
                    accounts.broken = Optional.empty();
                    Eventually.so("Alice", () -> told.contains(ALICE));
                }
            }
        }
    }

    @Test
    void aListOfMailboxesThatFailsEndsNoWatching() throws IOException {
        try (ScriptedImap server = new ScriptedImap((tag, command, out) -> false)) {
            Changing accounts = new Changing(server.server());
            Set<Integer> asked = ConcurrentHashMap.newKeySet();
            ImapAccounts failing = new ImapAccounts() {
                @Override
                public Optional<ImapAccount> of(MailboxId mailbox) {
                    return accounts.of(mailbox);
                }

                @Override
                public Collection<MailboxId> mailboxes() {
                    asked.add(asked.size());
                    if (asked.size() < 4) {
                        throw new IllegalStateException("not now");
                    }
                    return accounts.mailboxes();
                }
            };
            List<MailboxId> told = new CopyOnWriteArrayList<>();
            try (ImapMessageStore store = builder(failing).build()) {
                store.changes().listen(told::add);
                Eventually.so("Alice", () -> told.contains(ALICE));
            }
        }
    }

    @Test
    void failuresBeforeASuccessDoNotMakePausesLonger() {
        Attempts attempts = new Attempts();
        assertThat(attempts.pause()).isZero();
        for (int i = 0; i < 20; i++) {
            attempts.failed(Duration.ofSeconds(1));
        }
        assertThat(attempts.pause()).isEqualTo(Duration.ofMinutes(1));
        attempts.worked();
        attempts.failed(Duration.ZERO);
        assertThat(attempts.pause()).isEqualTo(Duration.ofMillis(500));
        attempts.failed(Duration.ZERO);
        assertThat(attempts.pause()).isEqualTo(Duration.ofSeconds(1));
        attempts.failed(Duration.ofMinutes(7));
        assertThat(attempts.pause()).isEqualTo(Duration.ofMillis(500));
    }
}
