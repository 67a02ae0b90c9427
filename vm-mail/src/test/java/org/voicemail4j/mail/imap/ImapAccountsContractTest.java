package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;

/** The contract, kept by the accounts of a voicemail.conf, and broken by such as integrators might write. */
class ImapAccountsContractTest implements ImapAccountsContract {

    private static final String CONF = """
            [general]
            imapserver=mail.example.com
            [default]
            1000 => 1,Alice,,,imapuser=alice|imappassword=S3cret
            1001 => 1,Bob
            [sales]
            1000 => 1,Carol,,,imapuser=carol|imappassword=S3cret
            """;

    @TempDir
    private Path folder;

    private ImapAccounts right;

    @BeforeEach
    void read() throws IOException {
        VoicemailConf conf = VoicemailConf.read(Files.writeString(folder.resolve("voicemail.conf"), CONF));
        right = ImapConfAccounts.of(() -> conf);
    }

    @Override
    public ImapAccounts accounts() {
        return right;
    }

    /** The right accounts; what is planted overrides. */
    private class Faulty implements ImapAccounts {

        @Override
        public Optional<ImapAccount> of(MailboxId mailbox) {
            return right.of(mailbox);
        }

        @Override
        public Collection<MailboxId> mailboxes() {
            return right.mailboxes();
        }
    }

    private static void breaks(ImapAccounts faulty, Consumer<ImapAccountsContract> test) {
        ThrowingCallable run = () -> test.accept(() -> faulty);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoMindsNoContextIsFound() {
        ImapAccounts faulty = new Faulty() {
            @Override
            public Optional<ImapAccount> of(MailboxId mailbox) {
                return right.of(new MailboxId("default", mailbox.number()));
            }
        };
        breaks(faulty, ImapAccountsContract::whoHasAnAccountIsKnownByNumberAndContext);
        breaks(faulty, ImapAccountsContract::whoHasNoneIsNoFailure);
    }

    @Test
    void whoTellsNotAllIsFound() {
        breaks(
                new Faulty() {
                    @Override
                    public Collection<MailboxId> mailboxes() {
                        return KNOWN.subList(0, 1);
                    }
                },
                ImapAccountsContract::allWhoHaveOneAreTold);
    }

    @Test
    void whoLendsItsOwnIsFound() {
        List<MailboxId> own = new ArrayList<>(KNOWN);
        breaks(
                new Faulty() {
                    @Override
                    public Collection<MailboxId> mailboxes() {
                        return own;
                    }
                },
                ImapAccountsContract::whoWasToldThemAllDoesNotChangeThem);
    }

    @Test
    void whoShowsPasswordsIsFound() {
        breaks(
                new Faulty() {
                    @Override
                    public String toString() {
                        return "alice:S3cret";
                    }
                },
                ImapAccountsContract::noTextFormShowsAPassword);
    }

    @Test
    void whoServesOneThreadIsFound() {
        Thread first = Thread.currentThread();
        breaks(
                new Faulty() {
                    @Override
                    public Optional<ImapAccount> of(MailboxId mailbox) {
                        return Thread.currentThread() == first ? super.of(mailbox) : Optional.empty();
                    }
                },
                ImapAccountsContract::manyMayAskAtOnce);
    }
}
