package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voicemail4j.testkit.StoreUnderTest.ALICE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/**
 * Servers, and accounts on servers, that take everything and answer nothing. Nothing here ends by a time limit: those of the
 * stores are longer than the tests may take, so whoever waited behind such a server would fail them.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SilenceTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<MailboxId> MANY = IntStream.range(2000, 2040)
            .mapToObj(number -> MailboxId.parse(number + "@default"))
            .toList();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Some mailboxes on one server, all others on another one. The user is the mailbox's number. */
    private record TwoServers(
            ImapServer some, ImapServer others, Predicate<MailboxId> isSome, List<MailboxId> mailboxes)
            implements ImapAccounts {

        @Override
        public Optional<ImapAccount> of(MailboxId mailbox) {
            ImapServer server = isSome.test(mailbox) ? some : others;
            return Optional.of(
                    ImapAccount.of(server, mailbox.number(), "open-sesame").build());
        }

        @Override
        public List<MailboxId> mailboxes() {
            return mailboxes;
        }
    }

    private static ImapMessageStoreBuilder builder(ImapAccounts accounts) {
        return ImapMessageStore.builder(accounts)
                .timeouts(new ImapTimeouts(HOUR, HOUR, HOUR, Duration.ofMillis(100)))
                .silence(Duration.ofMillis(300));
    }

    /** A server that gives some users no answer once they are logged in. */
    private static final class ServerWithSilentUsers implements ScriptedImap.Answer {

        private final Set<String> silent;
        private final Map<OutputStream, String> users = new ConcurrentHashMap<>();
        private final Map<String, Integer> changes = new ConcurrentHashMap<>();
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        ServerWithSilentUsers(Set<String> silent) {
            this.silent = silent;
        }

        @Override
        public boolean to(String tag, String command, OutputStream out) throws IOException {
            if (command.startsWith("secret ")) {
                byte[] secret = Base64.getDecoder().decode(command.substring(7));
                users.put(out, new String(secret, StandardCharsets.UTF_8).split("\0")[1]);
            }
            boolean isWork = command.startsWith("SELECT") || command.startsWith("STATUS");
            String user = users.getOrDefault(out, "");
            if (isWork && silent.contains(user)) {
                asked.add(user);
                return true;
            }
            if (command.startsWith("STATUS")) {
                int changed = changes.getOrDefault(user, 0);
                ScriptedImap.say(out, "* STATUS INBOX (MESSAGES " + changed + ")\r\n" + tag + " OK done\r\n");
                return true;
            }
            return false;
        }

        void change(MailboxId mailbox) {
            changes.merge(mailbox.number(), 1, Integer::sum);
        }
    }

    private List<CompletableFuture<?>> countAll(ImapMessageStore store, Collection<MailboxId> mailboxes) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        mailboxes.forEach(mailbox -> all.add(CompletableFuture.runAsync(() -> store.counts(mailbox), threads)));
        return all;
    }

    private static long failed(List<CompletableFuture<?>> all) {
        return all.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }

    @Test
    void aServerThatAnswersNothingHoldsTwoThreadsAndNobodyOfAnotherServer() throws IOException {
        ServerWithSilentUsers working = new ServerWithSilentUsers(Set.of());
        try (SilentImap silent = new SilentImap();
                ScriptedImap other = new ScriptedImap(working);
                ImapMessageStore store = builder(new TwoServers(silent.server(), other.server(), MANY::contains, MANY))
                        .connections(4, 4)
                        .build()) {
            List<CompletableFuture<?>> waiting = countAll(store, MANY);
            Eventually.so("all but two are told", () -> failed(waiting) == MANY.size() - 2);
            assertThat(silent.connections()).isEqualTo(2);
            assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
            assertThatThrownBy(() -> store.counts(MANY.get(0)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("has not answered");
            silent.hangUp();
            Eventually.so("those two, too", () -> failed(waiting) == MANY.size());
            assertThatThrownBy(() -> store.counts(MANY.get(0))).hasMessageContaining("cannot be reached");
            assertThat(silent.connections()).isEqualTo(2);
        }
    }

    @Test
    void anAccountThatAnswersNothingHoldsNobodyOfItsServer() throws IOException {
        ServerWithSilentUsers answers = new ServerWithSilentUsers(Set.of("2000"));
        MailboxId silent = MANY.get(0);
        try (ScriptedImap server = new ScriptedImap(answers);
                ImapMessageStore store = builder(
                                new TwoServers(server.server(), server.server(), mailbox -> true, MANY))
                        .build()) {
            List<CompletableFuture<?>> waiting = countAll(store, List.of(silent, silent, silent, silent, silent));
            Eventually.so("all but two are told", () -> failed(waiting) == 3);
            for (MailboxId mailbox : MANY.subList(1, MANY.size())) {
                assertThat(store.counts(mailbox).newMessages()).isZero();
            }
            assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
            assertThat(failed(waiting)).isEqualTo(3);
        }
    }

    /** The kept connection, a fresh one, the one that is asked whether it answers: each would take its time. */
    @Test
    void whoHasWaitedInVainOnceDoesNotWaitAgain() throws IOException {
        ServerWithSilentUsers answers = new ServerWithSilentUsers(ConcurrentHashMap.newKeySet());
        Duration moment = Duration.ofMillis(400);
        try (ScriptedImap server = new ScriptedImap(answers);
                ImapMessageStore store = builder(
                                new TwoServers(server.server(), server.server(), mailbox -> true, MANY))
                        .timeouts(new ImapTimeouts(HOUR, moment, moment, moment))
                        .build()) {
            assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
            answers.silent.add(ALICE.number());
            assertThatThrownBy(() -> store.list(ALICE, org.voicemail4j.message.Folder.WORK))
                    .hasMessageContaining("took too long");
            assertThatThrownBy(() -> store.counts(ALICE)).hasMessageContaining("cannot be reached; next try in");
            assertThat(answers.users).as("connections").hasSize(1);
        }
    }

    @Test
    void accountsAreAskedForChangesHoweverManyOthersAndTheirServersAnswerNothing() throws IOException {
        Set<String> silentUsers = Set.of("2030", "2031");
        ServerWithSilentUsers answers = new ServerWithSilentUsers(silentUsers);
        List<MailboxId> mailboxes = new ArrayList<>(MANY);
        IntStream.range(3000, 3040).forEach(number -> mailboxes.add(MailboxId.parse(number + "@default")));
        Set<MailboxId> told = ConcurrentHashMap.newKeySet();
        try (SilentImap silent = new SilentImap();
                ScriptedImap working = new ScriptedImap(answers);
                ImapMessageStore store = builder(new TwoServers(
                                silent.server(),
                                working.server(),
                                mailbox -> mailbox.number().compareTo("2030") < 0,
                                mailboxes))
                        .watchers(0)
                        .pollPause(Duration.ofMillis(20))
                        .build()) {
            store.changes().listen(told::add);
            Eventually.so("every account that answers", () -> told.size() == 48);
            Eventually.so("the silent ones", () -> answers.asked.equals(silentUsers));
            told.clear();
            MailboxId last = mailboxes.get(mailboxes.size() - 1);
            answers.change(last);
            Eventually.so("its change", () -> told.contains(last));
            assertThat(told).containsExactly(last);
            assertThat(silent.connections()).isBetween(1, 2);
        }
    }
}
