package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.testkit.DepositContract;
import org.voicemail4j.testkit.EnvelopeChangeContract;
import org.voicemail4j.testkit.FolderContract;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.GreetingContract;
import org.voicemail4j.testkit.LedgerContract;
import org.voicemail4j.testkit.SharedMailboxContract;
import org.voicemail4j.testkit.StoreConcurrencyContract;

/** All that a store must be able to do, but for what IMAP has no means for, on a real server. */
@SuppressWarnings("NullAway.Init") // what is set before the tests
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DovecotStoreTest
        implements DepositContract,
                FolderContract,
                EnvelopeChangeContract,
                GreetingContract,
                FormerGreetingContract,
                StoreConcurrencyContract,
                LedgerContract,
                SharedMailboxContract {

    private static Dovecot dovecot;

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
        store = ImapMessageStore.builder(new TestAccounts(dovecot.server()))
                .format(AudioFormat.WAV)
                .build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public ImapMessageStore store() {
        return store;
    }

    @Override
    public int seeds() {
        return 6;
    }
}
