package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.StoreUnderTest;

/** Whether accounts have room, as a real server and scripted ones tell. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QuotaTest {

    private static final DepositStart FULL = new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);

    /** How a test leaves messages in a store. */
    private record Under(MessageStore store) implements StoreUnderTest {}

    private static void deliver(LedgeredStore store, int number) {
        Envelope envelope = Envelope.received(StoreUnderTest.RECEIVED).build();
        Delivery delivery = new Delivery(
                new DeliveryKey("j." + number + ".1-1"), new MessageId("179555182" + number + "-1"), Folder.INBOX);
        try (Deposit deposit =
                store.beginDelivery(StoreUnderTest.ALICE, envelope, delivery).orElseThrow()) {
            new Under(store).record(deposit, Duration.ofMinutes(2), number);
            deposit.commit();
        }
    }

    @Test
    void anAccountThatARealServerSaysIsFullHasNoRoomUntilSomethingIsDeleted() throws IOException {
        try (Dovecot dovecot = Dovecot.withQuota("700K");
                ImapMessageStore store = ImapMessageStore.builder(new TestAccounts(dovecot.server()))
                        .build()) {
            assertThat(store.hasRoom(StoreUnderTest.ALICE)).isTrue();
            deliver(store, 1);
            deliver(store, 2);
            assertThatThrownBy(() -> deliver(store, 3)).hasMessageContaining("OVERQUOTA");
            assertThat(store.hasRoom(StoreUnderTest.ALICE)).isFalse();
            Envelope envelope = Envelope.received(StoreUnderTest.RECEIVED).build();
            assertThat(store.beginDeposit(StoreUnderTest.ALICE, envelope, StoreUnderTest.ROOMY))
                    .isEqualTo(FULL);
            MessageId first =
                    store.list(StoreUnderTest.ALICE, Folder.INBOX).get(0).id();
            assertThat(store.delete(StoreUnderTest.ALICE, first)).isTrue();
            assertThat(store.hasRoom(StoreUnderTest.ALICE)).isTrue();
        }
    }

    /** A server that says so of its quota, and how often it was asked. */
    private static ScriptedImap.Answer saying(String capability, AtomicReference<String> quota, AtomicInteger asked) {
        return (tag, command, out) -> {
            if (command.equals("CAPABILITY")) {
                ScriptedImap.say(
                        out, "* CAPABILITY IMAP4rev1 AUTH=PLAIN " + capability + "\r\n" + tag + " OK done\r\n");
                return true;
            }
            if (command.startsWith("GETQUOTAROOT")) {
                asked.incrementAndGet();
                ScriptedImap.say(out, "* QUOTAROOT INBOX \"\"\r\n" + quota.get() + tag + " OK done\r\n");
                return true;
            }
            return false;
        };
    }

    private static boolean hasRoom(String quota) throws IOException {
        try (ScriptedImap server =
                        new ScriptedImap(saying("QUOTA", new AtomicReference<>(quota), new AtomicInteger()));
                ImapMessageStore store = ImapMessageStore.builder(new TestAccounts(server.server()))
                        .build()) {
            return store.hasRoom(StoreUnderTest.ALICE);
        }
    }

    @Test
    void roomIsWhatAMinuteOfSoundNeedsOfEveryLimit() throws IOException {
        assertThat(hasRoom("")).isTrue();
        assertThat(hasRoom("* QUOTA \"\" ()\r\n")).isTrue();
        assertThat(hasRoom("* QUOTA \"\" (STORAGE 100 1000)\r\n")).isTrue();
        assertThat(hasRoom("* QUOTA \"\" (STORAGE 900 1000)\r\n")).isFalse();
        assertThat(hasRoom("* QUOTA \"\" (STORAGE 1100 1000)\r\n")).isFalse();
        assertThat(hasRoom("* QUOTA \"\" (storage 1 1000 MESSAGE 20 20)\r\n")).isFalse();
        assertThat(hasRoom("* QUOTA \"\" (STORAGE 1 1000 MAILBOX 20 20)\r\n")).isTrue();
        assertThat(hasRoom("* QUOTA \"\" (STORAGE 1 1000)\r\n* QUOTA domain (STORAGE 9 9)\r\n"))
                .isFalse();
        assertThat(hasRoom("* QUOTA \"\" (STORAGE x 99999999999999999999)\r\n")).isTrue();
    }

    @Test
    void aServerIsAskedOnceInAWhileAndOnlyIfItSaysThatItKnows() throws IOException {
        AtomicReference<String> quota = new AtomicReference<>("* QUOTA \"\" (STORAGE 1 1000)\r\n");
        AtomicInteger asked = new AtomicInteger();
        long[] now = {1};
        try (ScriptedImap server = new ScriptedImap(saying("QUOTA", quota, asked))) {
            ImapMessageStoreBuilder builder =
                    ImapMessageStore.builder(new TestAccounts(server.server())).roomMemory(Duration.ofSeconds(20));
            builder.elapsed = () -> now[0];
            try (ImapMessageStore store = builder.build()) {
                assertThat(store.hasRoom(StoreUnderTest.ALICE)).isTrue();
                quota.set("* QUOTA \"\" (STORAGE 1000 1000)\r\n");
                now[0] += Duration.ofSeconds(19).toNanos();
                assertThat(store.hasRoom(StoreUnderTest.ALICE)).isTrue();
                assertThat(asked).hasValue(1);
                now[0] += Duration.ofSeconds(1).toNanos();
                assertThat(store.hasRoom(StoreUnderTest.ALICE)).isFalse();
                assertThat(asked).hasValue(2);
            }
        }
        try (ScriptedImap server = new ScriptedImap(saying("IDLE", quota, asked));
                ImapMessageStore store = ImapMessageStore.builder(new TestAccounts(server.server()))
                        .build()) {
            assertThat(store.hasRoom(StoreUnderTest.ALICE)).isTrue();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aServerThatCannotBeAskedIsAnErrorOfTheMailbox() throws IOException {
        SilentImap gone = new SilentImap();
        ImapServer address = gone.server();
        gone.close();
        try (ImapMessageStore store =
                ImapMessageStore.builder(new TestAccounts(address)).build()) {
            assertThatThrownBy(() -> store.hasRoom(StoreUnderTest.ALICE)).isInstanceOf(StoreException.class);
        }
    }
}
