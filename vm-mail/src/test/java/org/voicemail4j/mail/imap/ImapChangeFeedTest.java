package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.testkit.ChangeFeedContract;
import org.voicemail4j.testkit.StoreUnderTest;

/** What others do is told, by a connection that watches or by looking now and then, on a real server. */
@SuppressWarnings("NullAway.Init") // what is set before the tests
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ImapChangeFeedTest {

    private static Dovecot dovecot;

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

    @Nested
    class Watching extends Fixture {
        @Override
        int watchers() {
            return 2;
        }
    }

    @Nested
    class LookingNowAndThen extends Fixture {
        @Override
        int watchers() {
            return 0;
        }
    }

    abstract static class Fixture implements ChangeFeedContract, StoreUnderTest {

        private ImapMessageStore watching;
        private ImapMessageStore other;

        abstract int watchers();

        @BeforeEach
        void open() {
            TestAccounts accounts = new TestAccounts(dovecot.server(), StoreUnderTest.ALICE, StoreUnderTest.BOB);
            watching = ImapMessageStore.builder(accounts)
                    .watchers(watchers())
                    .pollPause(Duration.ofMillis(50))
                    .build();
            other = ImapMessageStore.builder(accounts).build();
        }

        @AfterEach
        void close() {
            watching.close();
            other.close();
        }

        @Override
        public ImapMessageStore store() {
            return other;
        }

        @Override
        public ChangeFeed feed() {
            return watching.changes();
        }

        @Override
        public void change(MailboxId mailbox) {
            leave(mailbox);
        }
    }
}
