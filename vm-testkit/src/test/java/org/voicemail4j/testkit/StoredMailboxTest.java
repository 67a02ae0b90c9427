package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.mailbox.PinCheck;
import org.voicemail4j.mailbox.PinRules;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.StoredMailbox;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.store.StoreException;

class StoredMailboxTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final CredentialStore credentials = new InMemoryCredentialStore();
    private final List<String> toHash = new ArrayList<>();

    private Mailbox mailbox(Subscriber subscriber) {
        MailboxDirectory directory = new MailboxDirectory() {
            @Override
            public Optional<Subscriber> find(MailboxId id) {
                return Optional.of(subscriber);
            }

            @Override
            public Stream<Subscriber> list() {
                return Stream.of(subscriber);
            }

            @Override
            public void hashPin(MailboxId id, Pin clear, RandomGenerator random) {
                toHash.add(id + " " + clear.clearDigits().orElseThrow());
                throw new StoreException("the table can only be read");
            }
        };
        VoicemailConfig config = VoicemailConfig.DEFAULT.withLock(5, Duration.ofMinutes(15));
        return StoredMailbox.finder(
                        directory, credentials, new InMemoryMessageStore(), config, clock, new SecureRandom())
                .find(ALICE)
                .orElseThrow();
    }

    private static Subscriber.Builder alice() {
        return Subscriber.of(ALICE).pin(Pin.clear("4711"));
    }

    @Test
    void theConfiguredPinHoldsUntilTheOwnerSetsAnother() {
        Mailbox mailbox = mailbox(alice().build());
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
        assertThat(mailbox.changePin("0815")).isEqualTo(PinChange.CHANGED);
        assertThat(mailbox.checkPin("0815")).isEqualTo(PinCheck.ACCEPTED);
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.REJECTED);
        assertThat(credentials.pin(ALICE).orElseThrow().isHashed()).isTrue();
    }

    @Test
    void theDirectoryIsToldOfAPinInClearThatWasEnteredRightAndMayFail() {
        Mailbox mailbox = mailbox(alice().build());
        assertThat(mailbox.checkPin("0815")).isEqualTo(PinCheck.REJECTED);
        assertThat(toHash).isEmpty();
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
        assertThat(toHash).containsExactly("1000@default 4711");
        Mailbox hashed =
                mailbox(alice().pin(Pin.hash("4711", new SecureRandom())).build());
        assertThat(hashed.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
        credentials.setPin(ALICE, Pin.clear("0815"), clock.instant());
        assertThat(mailbox.checkPin("0815")).isEqualTo(PinCheck.ACCEPTED);
        assertThat(toHash).hasSize(1);
    }

    @Test
    void aPinThatBreaksARuleIsNotTaken() {
        MailboxPolicy policy = MailboxPolicy.DEFAULT.toBuilder().shortestPin(4).build();
        Mailbox mailbox = mailbox(alice().policy(policy).build());
        assertThat(mailbox.changePin("123")).isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.changePin("*123")).isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.changePin("")).isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    void aFixedPinStays() {
        Mailbox mailbox = mailbox(alice().fixedPin(Pin.clear("4711")).build());
        assertThat(mailbox.changePin("0815")).isEqualTo(PinChange.FIXED);
    }

    @Test
    void aMailboxWithoutPinAsksForNone() {
        Mailbox mailbox = mailbox(Subscriber.of(ALICE).build());
        assertThat(mailbox.needsPin()).isFalse();
        assertThat(mailbox.checkPin("1")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    void wrongPinsLockTheMailboxAcrossCallsEvenForTheRightOne() {
        Mailbox mailbox = mailbox(alice().build());
        for (int i = 0; i < 5; i++) {
            assertThat(mailbox.checkPin("0000")).isEqualTo(PinCheck.REJECTED);
        }
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.LOCKED);
        clock.advance(Duration.ofMinutes(14));
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.LOCKED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(mailbox.checkPin("0000")).isEqualTo(PinCheck.REJECTED);
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.LOCKED);
        clock.advance(Duration.ofMinutes(29));
        assertThat(mailbox.checkPin("4711")).as("twice as long after one more").isEqualTo(PinCheck.LOCKED);
        clock.advance(Duration.ofMinutes(1));
        assertThat(mailbox.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
        assertThat(mailbox.checkPin("0000")).isEqualTo(PinCheck.REJECTED);
    }

    @Test
    void guessesSideBySideDoNotOutrunTheLock() throws InterruptedException {
        Mailbox mailbox = mailbox(alice().build());
        AtomicInteger lookedAt = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(30);
        for (int i = 0; i < 90; i++) {
            String guess = "%04d".formatted(i);
            callers.execute(() -> {
                await(go);
                if (mailbox.checkPin(guess) == PinCheck.REJECTED) {
                    lookedAt.incrementAndGet();
                }
            });
        }
        go.countDown();
        callers.shutdown();
        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(lookedAt).hasValue(5);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPinThatWasHadBeforeDoesNotComeAgainSoon() {
        PinRules rules = new PinRules(0, false, 3, false);
        Mailbox mailbox = mailbox(
                alice().policy(MailboxPolicy.DEFAULT.toBuilder().pinRules(rules).build())
                        .build());
        assertThat(mailbox.changePin("4711")).as("the present one").isEqualTo(PinChange.NOT_ALLOWED);
        for (String pin : new String[] {"1111", "2222", "3333"}) {
            assertThat(mailbox.changePin(pin)).isEqualTo(PinChange.CHANGED);
        }
        assertThat(mailbox.changePin("1111")).isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.changePin("4444")).isEqualTo(PinChange.CHANGED);
        assertThat(mailbox.changePin("1111")).isEqualTo(PinChange.CHANGED);
    }

    @Test
    void aConfiguredPinMustBecomeTheOwnersWhereTheRulesSaySo() {
        Mailbox mailbox = mailbox(alice().policy(MailboxPolicy.DEFAULT.toBuilder()
                        .pinRules(PinRules.STRICT)
                        .build())
                .build());
        assertThat(mailbox.mustChangePin()).isTrue();
        assertThat(mailbox.changePin("123456")).isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.changePin("294857")).isEqualTo(PinChange.CHANGED);
        assertThat(mailbox.mustChangePin()).isFalse();
    }

    @Test
    void aPinBecomesTooOldAndIsNotItsOwnSuccessor() {
        PinRules rules = new PinRules(0, false, 0, false, Duration.ofDays(90));
        Mailbox mailbox = mailbox(
                alice().policy(MailboxPolicy.DEFAULT.toBuilder().pinRules(rules).build())
                        .build());
        assertThat(mailbox.isPinTooOld()).as("the configured one").isTrue();
        assertThat(mailbox.changePin("4711")).as("the present one").isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.changePin("1111")).isEqualTo(PinChange.CHANGED);
        clock.advance(Duration.ofDays(90));
        assertThat(mailbox.isPinTooOld()).as("after 90 days").isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(mailbox.isPinTooOld()).as("after more").isTrue();
        assertThat(mailbox.changePin("1111")).isEqualTo(PinChange.NOT_ALLOWED);
        assertThat(mailbox.changePin("2222")).isEqualTo(PinChange.CHANGED);
        assertThat(mailbox.isPinTooOld()).isFalse();
    }

    @Test
    void aPinOfUnknownAgeThatTheOwnerSetIsNeverTooOld() {
        PinRules rules = new PinRules(0, false, 0, false, Duration.ofDays(90));
        Mailbox mailbox = mailbox(
                alice().policy(MailboxPolicy.DEFAULT.toBuilder().pinRules(rules).build())
                        .build());
        credentials.setPin(mailbox.id(), Pin.hash("1111", new SplittableRandom(1)));
        clock.advance(Duration.ofDays(1000));
        assertThat(mailbox.isPinTooOld()).isFalse();
    }
}
