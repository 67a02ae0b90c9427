package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.testkit.Sounds;
import org.voicemail4j.testkit.StoreUnderTest;

/** What is left of a delivery by a process or a server that died in the middle, on a real server. */
@SuppressWarnings("NullAway.Init") // what is set before the tests
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CrashTest implements StoreUnderTest {

    private static final Delivery DELIVERY =
            new Delivery(new DeliveryKey("journal.1"), new MessageId("1795551825-00000001"), Folder.INBOX);

    private static Dovecot dovecot;

    private TestAccounts accounts;
    private ImapMessageStore store;

    @BeforeAll
    static void start() throws IOException {
        dovecot = Dovecot.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @BeforeEach
    void open() {
        accounts = new TestAccounts(dovecot.server(), ALICE);
        store = ImapMessageStore.builder(accounts).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public ImapMessageStore store() {
        return store;
    }

    /** Does some of the steps of a delivery and dies. */
    private void dieAfter(boolean noted) throws IOException {
        ImapAccount account = accounts.of(ALICE).orElseThrow();
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
        try (ImapPool pool = new ImapPool(ImapMessageStore.builder(accounts), watch)) {
            pool.with(account.login(), connection -> {
                MailboxView view = new MailboxView(ALICE, account, connection, new HeaderCache(), false);
                MailWriter writer = new MailWriter(ALICE, account);
                String header = Ledger.header(DELIVERY.key(), "dead");
                var sound = Sounds.noise(store.formats().get(0), Duration.ofSeconds(1), 1);
                String journal = view.names().journal();
                view.append(
                        journal,
                        Set.of(),
                        writer.message(DELIVERY.id(), envelope(), sound, header).mail());
                if (noted) {
                    view.append(
                            journal,
                            Set.of(),
                            writer.note("dead", RECEIVED, sound, header).mail());
                }
                return true;
            });
        } finally {
            watch.shutdownNow();
        }
    }

    @Test
    void whatWasStagedButNotNotedIsBroughtAgainAndThereOnce() throws IOException {
        dieAfter(false);
        assertThat(store.list(ALICE, Folder.INBOX)).isEmpty();
        byte[] said;
        try (Deposit again = store.beginDelivery(ALICE, envelope(), DELIVERY).orElseThrow()) {
            said = record(again, Duration.ofSeconds(2), 7);
            assertThat(again.commit()).isPresent();
        }
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(DELIVERY.id());
        assertThat(heard(ALICE, DELIVERY.id())).isEqualTo(said);
        assertThat(store.beginDelivery(ALICE, envelope(), DELIVERY)).isEmpty();
    }

    @Test
    void whatWasNotedButNotMovedIsMovedWhenItIsBroughtAgain() throws IOException {
        dieAfter(true);
        assertThat(store.beginDelivery(ALICE, envelope(), DELIVERY)).isEmpty();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(DELIVERY.id());
        assertThat(store.delete(ALICE, DELIVERY.id())).isTrue();
        assertThat(store.beginDelivery(ALICE, envelope(), DELIVERY)).isEmpty();
        assertThat(ids(ALICE, Folder.INBOX)).isEmpty();
    }

    @Test
    void aServerThatWasAwayIsUsedAgainAndWhatCallersSaidMeanwhileIsThereOnce(@TempDir Path folder) throws Exception {
        MessageId before = leave(ALICE).id();
        try (JournaledMessageStore journaled = JournaledMessageStore.builder(folder, store)
                .longestPause(Duration.ofMillis(300))
                .build()) {
            journaled.recover();
            dovecot.down();
            try {
                assertThatThrownBy(() -> store.counts(ALICE)).isInstanceOf(StoreException.class);
                assertThatThrownBy(() -> leave(ALICE)).isInstanceOf(StoreException.class);
                DepositStart start = journaled.beginDeposit(ALICE, envelope(), ROOMY);
                try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
                    deposit.recordingBegins();
                    record(deposit, Duration.ofSeconds(3), 3);
                    Optional<Message> waiting = deposit.commit();
                    assertThat(waiting).isPresent();
                }
            } finally {
                dovecot.up();
            }
            for (int turn = 0; turn < 4000 && newMessages() < 2; turn++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(2).startsWith(before);
        assertThat(store.list(ALICE, Folder.INBOX).get(1).length()).isEqualTo(Duration.ofSeconds(3));
    }

    private int newMessages() {
        try {
            return store.counts(ALICE).newMessages();
        } catch (StoreException e) {
            return 0;
        }
    }
}
