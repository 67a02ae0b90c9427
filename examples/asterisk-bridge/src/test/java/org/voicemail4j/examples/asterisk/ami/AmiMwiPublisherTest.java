package org.voicemail4j.examples.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.examples.asterisk.line.LineThreads;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.testkit.LampContract;

/** An Asterisk's lamps are told by its manager port; that has no field for urgent messages, so it is a lamp's contract. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AmiMwiPublisherTest implements LampContract {

    private SimulatedAmi asterisk;
    private AmiMwiPublisher publisher;

    @BeforeEach
    void connect() throws IOException {
        asterisk = new SimulatedAmi();
        publisher = publisher(asterisk.address(), SimulatedAmi.ACCOUNT);
    }

    private static AmiMwiPublisher publisher(InetSocketAddress address, AmiAccount account) {
        return new AmiMwiPublisher(address, account, LineThreads.daemons("ami"), 20_000_000L);
    }

    @AfterEach
    void close() throws IOException {
        publisher.close();
        asterisk.close();
    }

    @Override
    public MwiPublisher publisher() {
        return publisher;
    }

    @Override
    public void settle() {
        try {
            assertThat(publisher.awaitIdle(Duration.ofSeconds(30).toNanos())).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Optional<Boolean> lit(MailboxId mailbox) {
        return Optional.ofNullable(asterisk.counts(mailbox)).map(counts -> counts.get(0) > 0);
    }

    @Override
    public void stall() {
        asterisk.stall();
    }

    @Override
    public void resume() {
        asterisk.resume();
    }

    @Test
    void newAndOldMessagesAreCountedUrgentOnesIncluded() {
        publisher.publish(ALICE, new MessageSummary(new MessageCounts(3, 2, 4, 1)));
        settle();

        assertThat(asterisk.counts(ALICE)).isEqualTo(List.of(3, 4));
    }

    @Test
    void afterAConnectionBrokeEveryLampIsToldAgain() {
        publisher.publish(ALICE, waiting(1));
        publisher.publish(BOB, waiting(2));
        settle();
        asterisk.counts.clear();

        asterisk.dropConnections();
        publisher.publish(BOB, waiting(0));

        until(() ->
                List.of(1, 0).equals(asterisk.counts(ALICE)) && List.of(0, 0).equals(asterisk.counts(BOB)));
    }

    @Test
    void anAsteriskThatStartsLaterIsToldWhatIsThen() throws IOException {
        InetSocketAddress address = asterisk.address();
        asterisk.close();
        try (AmiMwiPublisher early = publisher(address, SimulatedAmi.ACCOUNT)) {
            for (int count = 0; count < 1000; count++) {
                early.publish(ALICE, waiting(count));
            }
            asterisk = new SimulatedAmi(address.getPort());

            until(() -> List.of(999, 0).equals(asterisk.counts(ALICE)));
        }
    }

    @Test
    void whereThereAreNoChallengesTheSecretIsSent() throws IOException {
        try (SimulatedAmi old = new SimulatedAmi()) {
            old.knowsChallenges = false;
            try (AmiMwiPublisher simple = publisher(old.address(), SimulatedAmi.ACCOUNT)) {
                simple.publish(ALICE, waiting(1));

                until(() -> List.of(1, 0).equals(old.counts(ALICE)));
            }
        }
    }

    @Test
    void aWrongSecretIsTriedAgainAndNothingIsTold() throws IOException {
        try (SimulatedAmi other = new SimulatedAmi();
                AmiMwiPublisher wrong = publisher(other.address(), new AmiAccount("lamps", "wrong"))) {
            wrong.publish(ALICE, waiting(1));

            until(() -> other.actions.stream().filter("Login"::equals).count() >= 2);
            assertThat(other.counts).isEmpty();
            assertThat(other.actions).doesNotContain("MWIUpdate");
        }
    }

    private static MessageSummary waiting(int newMessages) {
        return new MessageSummary(new MessageCounts(newMessages, 0, 0, 0));
    }

    private static void until(BooleanSupplier condition) {
        for (int turn = 0; turn < 10_000 && !condition.getAsBoolean(); turn++) {
            LockSupport.parkNanos(2_000_000);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
