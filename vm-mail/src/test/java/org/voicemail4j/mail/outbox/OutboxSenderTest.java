package org.voicemail4j.mail.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;
import org.voicemail4j.testkit.InMemoryOutbox;
import org.voicemail4j.testkit.ManualClock;

@Timeout(60)
class OutboxSenderTest {

    private static final MailboxId ANNA = new MailboxId("default", "1000");

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, new SplittableRandom(1));
    private final List<OutboxEntry> attempts = new CopyOnWriteArrayList<>();
    private @Nullable OutboxSender sender;

    private void start(int workers, Function<OutboxEntry, SendResult> sending) {
        Carrier carrier = new Carrier() {
            @Override
            public String channel() {
                return "mail";
            }

            @Override
            public SendResult send(OutboxEntry entry) {
                attempts.add(entry);
                return sending.apply(entry);
            }
        };
        sender = OutboxSender.of(outbox)
                .carrier(carrier)
                .backOff(new BackOff(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofDays(2)))
                .clock(clock)
                .random(new SplittableRandom(2))
                .claim(Duration.ofHours(2))
                .pause(Duration.ofMillis(50))
                .workers(workers)
                .start();
    }

    @AfterEach
    void stop() {
        if (sender != null) {
            sender.close();
        }
    }

    private void put(String channel, String content) {
        outbox.add(ANNA, new MessageId("1795551825-00000001"), new Dispatch(channel, content));
    }

    private OutboxEntry first() {
        return outbox.list(1).get(0);
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Test
    void whatIsSentIsGone() {
        start(2, entry -> new SendResult.Sent());
        for (int i = 0; i < 20; i++) {
            put("mail", "" + i);
        }
        Objects.requireNonNull(sender).wake();
        until(() -> outbox.list(1).isEmpty());
        assertThat(attempts.stream().map(OutboxEntry::id)).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void whatFailsComesBackLaterAndLaterUntilItIsGivenUp() {
        start(1, entry -> new SendResult.Later("note " + entry.attempts(), "451 busy"));
        put("mail", "first");
        for (int attempt = 1; attempt <= 8; attempt++) {
            String note = "note " + attempt;
            until(() -> first().dispatch().content().equals(note));
            Duration pause = Duration.between(clock.instant(), first().due());
            Duration longest = Duration.ofSeconds(Math.min(600, 30L << (attempt - 1)));
            assertThat(pause).isBetween(longest.multipliedBy(3).dividedBy(4), longest);
            assertThat(first().reason()).isEqualTo("451 busy");
            clock.advance(pause);
        }
        clock.advance(Duration.ofDays(3));
        until(() -> first().state() == State.DEAD);
        assertThat(first().reason()).contains("given up", "451 busy");
    }

    @Test
    void whatCannotSucceedIsBuriedWithItsReasonAndItsNote() {
        start(1, entry -> new SendResult.Never("who has it", "550 nobody"));
        put("mail", "x");
        until(() -> first().state() == State.DEAD);
        assertThat(first().reason()).isEqualTo("550 nobody");
        assertThat(first().dispatch().content()).isEqualTo("who has it");
    }

    @Test
    void aStepThatIsDoneIsFollowedByTheNextAtOnce() {
        start(
                1,
                entry -> entry.dispatch().content().equals("second")
                        ? new SendResult.Sent()
                        : new SendResult.Onward("second"));
        put("mail", "first");
        until(() -> outbox.list(1).isEmpty());
        assertThat(attempts).extracting(entry -> entry.dispatch().content()).containsExactly("first", "second");
    }

    @Test
    void aCarrierThatThrowsDoesNotEndTheSender() {
        AtomicInteger calls = new AtomicInteger();
        start(1, entry -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("planted");
            }
            return new SendResult.Sent();
        });
        put("mail", "x");
        until(() -> first().reason().contains("planted"));
        clock.advance(Duration.ofMinutes(1));
        until(() -> outbox.list(1).isEmpty());
    }

    @Test
    void anErrorOfACarrierCountsAsAFailureSoThatItsEntryIsGivenUpInTheEnd() {
        start(1, entry -> {
            throw new LinkageError("planted: a class is missing");
        });
        put("mail", "");
        until(() -> first().reason().contains("a class is missing"));
        assertThat(first().state()).isEqualTo(State.WAITING);
    }

    @Test
    void channelsThatNobodySendsWait() {
        start(1, entry -> new SendResult.Sent());
        put("fax", "x");
        until(() -> first().reason().contains("nobody"));
        assertThat(first().state()).isEqualTo(State.WAITING);
        assertThat(attempts).isEmpty();
        clock.advance(Duration.ofDays(3));
        until(() -> first().state() == State.DEAD);
    }

    @Test
    void whatIsDeadIsKeptForAMonthAndThenForgotten() {
        start(
                1,
                entry -> entry.dispatch().content().equals("waits")
                        ? new SendResult.Later("waits", "busy")
                        : new SendResult.Never("x", "550 nobody"));
        put("mail", "x");
        until(() -> first().state() == State.DEAD);
        clock.advance(Duration.ofDays(29));
        put("mail", "waits");
        until(() -> attempts.size() == 2);
        assertThat(outbox.list(10)).hasSize(2);
        clock.advance(Duration.ofDays(2));
        until(() -> outbox.list(10).stream().noneMatch(entry -> entry.reason().contains("nobody")));
        assertThat(outbox.list(10)).hasSize(1);
    }

    @Test
    void oneThatHangsDoesNotKeepTheOthers() {
        CountDownLatch hung = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(2, entry -> {
            if (entry.dispatch().content().equals("slow")) {
                hung.countDown();
                until(() -> release.getCount() == 0);
            }
            return new SendResult.Sent();
        });
        put("mail", "slow");
        until(() -> hung.getCount() == 0);
        for (int i = 0; i < 5; i++) {
            put("mail", "quick");
        }
        until(() -> outbox.list(10).size() == 1);
        release.countDown();
        until(() -> outbox.list(10).isEmpty());
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        start(1, entry -> new SendResult.Sent());
        assertThatThrownBy(() -> OutboxSender.of(outbox).workers(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OutboxSender.of(outbox).claim(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BackOff(Duration.ofHours(2), Duration.ofHours(1), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
