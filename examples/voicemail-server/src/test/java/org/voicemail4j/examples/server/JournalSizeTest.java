package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.testkit.InMemoryMessageStore;

/** What {@code --journal-megabytes} says holds: a caller for whose minute of sound there is no room left is refused
 * before the greeting. */
class JournalSizeTest {

    private static final MailboxId ANN = MailboxId.parse("1000");

    @TempDir
    private Path folder;

    private static DepositStart begin(JournaledMessageStore journal) {
        Envelope envelope =
                Envelope.received(Instant.ofEpochSecond(1_795_374_126L)).build();
        return journal.beginDeposit(ANN, envelope, new DepositTerms(100, Duration.ZERO));
    }

    @Test
    void aFullJournalTakesNoMoreCalls() {
        StoreName name = StoreName.database("jdbc:h2:mem:unused").withJournalOf(1_500_000);
        try (JournaledMessageStore journal =
                name.journal(folder, new InMemoryMessageStore()).build()) {
            try (Deposit deposit = ((DepositStart.Opened) begin(journal)).deposit()) {
                deposit.renditions().get(0).append(ByteBuffer.allocate(1_600));
                assertThat(begin(journal)).isInstanceOf(DepositStart.Refused.class);
            }
            DepositStart afterwards = begin(journal);
            assertThat(afterwards).isInstanceOf(DepositStart.Opened.class);
            ((DepositStart.Opened) afterwards).deposit().close();
        }
    }
}
