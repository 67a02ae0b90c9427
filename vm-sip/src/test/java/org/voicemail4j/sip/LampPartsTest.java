package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mwi.MwiSource;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.testkit.ManualClock;

/** What lamps are told by, with lines, sources and stores that throw and block. */
class LampPartsTest {

    private final ManualClock clock = ManualClock.at("2026-11-26T12:00:00Z");
    private final CountDownLatch released = new CountDownLatch(1);
    private final LampWork work = new LampWork(new SipThreads(), Runnable::run);
    private final BlockedStore store = new BlockedStore();
    private final SipConfig config = SipConfig.builder()
            .listen("udp:127.0.0.1:0")
            .clock(clock)
            .notifyRate(10_000)
            .notifyRetries(1, Duration.ofMillis(10))
            .mwi(MwiConfig.builder().spacing(Duration.ZERO).store(store).build())
            .build();
    private final Outbound outbound = new Outbound(config);
    private final LampSender sender = new LampSender(config);

    @AfterEach
    void close() {
        released.countDown();
        work.close();
        sender.close();
        outbound.close();
    }

    private void awaitRelease() {
        try {
            released.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Has one subscription, and forgets it only when it is let. */
    private final class BlockedStore implements SubscriptionStore {

        private final AtomicInteger removed = new AtomicInteger();

        @Override
        public void put(StoredSubscription subscription) {
            // not asked for
        }

        @Override
        public void remove(String id) {
            awaitRelease();
            removed.incrementAndGet();
        }

        @Override
        public List<StoredSubscription> load() {
            Instant expires = clock.instant().plusSeconds(60);
            return List.of(new StoredSubscription(
                    "t1",
                    expires,
                    "call-id=c1\nlocal-tag=t1\nremote-tag=r1\nlocal-uri=sip:1000@x\nremote-uri=sip:1000@x\n"
                            + "target=sip:[1:2];transport=tcp\nevent=message-summary\nmailboxes=1000@default\n"));
        }
    }

    private SubscriptionDesk desk(Watches watches, MwiSource source) {
        SipMessages messages = new SipMessages(config);
        NotifyRequests requests = new NotifyRequests(messages, outbound);
        SubscriptionDesk desk =
                new SubscriptionDesk(config, messages, requests, sender, watches, source, work, (mailbox, last) -> {});
        desk.resume((time, telling) -> telling.run());
        return desk;
    }

    @Test
    void linesThatThrowHoldNoPlaceAmongThoseInFlight() {
        sender.start();
        for (int i = 0; i < 250; i++) {
            sender.show(
                    new Line() {
                        @Override
                        public boolean send(Notice notice, Answered answered) {
                            throw new StackOverflowError("planted");
                        }
                    },
                    notice());
        }
        List<Notice> told = new CopyOnWriteArrayList<>();
        sender.show(
                new Line() {
                    @Override
                    public boolean send(Notice notice, Answered answered) {
                        told.add(notice);
                        answered.answered(200, Optional.empty());
                        answered.answered(500, Optional.empty()); // which counts no more
                        return false;
                    }
                },
                notice());

        Await.until("the good one is told", () -> told.size() == 1 && sender.isIdle());
    }

    /** As phones of a place that has lost its power; to others it makes no difference, to those themselves neither. */
    @Test
    void linesThatNeverAnswerHoldTheirPlacesForASecondOnly() {
        sender.start();
        List<Answered> unanswered = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 450; i++) {
            sender.show(
                    new Line() {
                        @Override
                        public boolean send(Notice notice, Answered answered) {
                            return unanswered.add(answered);
                        }
                    },
                    notice());
        }
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        sender.show(
                new Line() {
                    @Override
                    public boolean send(Notice notice, Answered answered) {
                        answered.answered(200, Optional.empty());
                        return told.complete(true);
                    }
                },
                notice());

        assertThat(told.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
        assertThat(unanswered).hasSize(450);
        unanswered.forEach(Answered::timedOut);
        Await.until("all is settled", sender::isIdle);
    }

    @Test
    void thoseThatHaveLostTheirPlaceAreCountedAndBounded() {
        AtomicLong nanos = new AtomicLong();
        LampFlights flights = new LampFlights(2, 1, nanos::get);
        LampFlights.Flight first = flights.begin();
        LampFlights.Flight second = flights.begin();
        assertThat(flights.isRoom()).isFalse();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(flights.isRoom()).isTrue();
        LampFlights.Flight third = flights.begin();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(flights.isRoom()).as("one more may be slow").isFalse();

        flights.end(first);
        assertThat(flights.isRoom()).as("and is now").isTrue();
        flights.end(third);
        flights.begin();
        flights.begin();
        assertThat(flights.isRoom()).isFalse();
        flights.end(second);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(flights.isRoom()).isTrue();
    }

    private static Notice notice() {
        return new Notice(Optional.empty(), Optional.empty());
    }

    private abstract static class Line implements LampLine {
        @Override
        public void lost(int status) {
            // as it should be
        }
    }

    @Test
    void whatIsThrownWhileARequestIsSentIsToldAsNoAnswer() {
        List<Integer> told = new CopyOnWriteArrayList<>();
        OutboundWay way = new OutboundWay(Optional.empty(), Optional.empty(), new SipHop("udp", "127.0.0.1", 5_060));
        FailOver.Sending failing = (to, answered) -> {
            throw new StackOverflowError("planted");
        };

        new FailOver(List.of(way, way), failing, (status, after) -> told.add(status), outbound::departures, outbound)
                .start();

        assertThat(told).containsExactly(408);
    }

    /** As a proxy that takes connections and then says nothing: each request would wait for it in its turn. */
    @Test
    void whoWaitsBehindARequestThatAProxyLetFallDoesNotTryThatProxyToo() {
        OutboundWay hung = way(new SipHop("tls", "127.0.0.1", 5_061));
        OutboundWay other = way(new SipHop("udp", "127.0.0.1", 5_060));
        List<String> tried = new CopyOnWriteArrayList<>();
        List<Integer> told = new CopyOnWriteArrayList<>();
        FailOver.Sending sending = (to, answered) -> {
            tried.add(to.hop().transport());
            if (to.equals(hung)) {
                awaitRelease();
            }
            return null;
        };

        for (int i = 0; i < 3; i++) {
            new FailOver(
                            List.of(hung, other),
                            sending,
                            (status, after) -> told.add(status),
                            outbound::departures,
                            outbound)
                    .start();
        }
        released.countDown();
        Await.until("all are told", () -> told.size() == 3);

        assertThat(tried).containsExactly("tls", "udp", "udp", "udp");
    }

    private static OutboundWay way(SipHop hop) {
        return new OutboundWay(Optional.of("sip:proxy"), Optional.empty(), hop);
    }

    @Test
    void aTargetThatLeadsNowhereIsToldAsNoAnswer() {
        CompletableFuture<Integer> told = new CompletableFuture<>();
        String nowhere = "sip:x@[1:2];transport=tcp";
        boolean sent = new NotifyRequests(new SipMessages(config), outbound)
                .send(
                        "NOTIFY",
                        new NotifyRequests.Addressing(
                                nowhere,
                                nowhere,
                                Optional.empty(),
                                Optional.of(nowhere),
                                new NotifySequence(),
                                List.of()),
                        request -> {},
                        (status, after) -> told.complete(status));

        assertThat(sent).isTrue();
        assertThat(told.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(408);
    }

    @Test
    void aSlowSourceIsAskedOnceForEachPhoneHoweverOftenThatIsDue() {
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger answers = new AtomicInteger();
        Watches watches = new Watches();
        SubscriptionDesk desk = desk(watches, mailbox -> {
            asked.incrementAndGet();
            awaitRelease();
            answers.incrementAndGet();
            throw new VoicemailException("planted: the store is away", null);
        });
        Await.until("it is asked", () -> asked.get() == 1);

        for (int i = 0; i < 20; i++) {
            desk.askAgain();
        }
        released.countDown();
        CompletableFuture<Boolean> behind = new CompletableFuture<>();
        work.once("behind all that was to be asked", () -> behind.complete(true));
        behind.orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(asked.get()).isLessThan(6);

        Await.until("it is asked again", () -> {
            desk.askAgain();
            return answers.get() >= 2;
        });
    }

    @Test
    void aStoreThatBlocksHoldsNeitherTheTimersNorTheLamps() {
        Watches watches = new Watches();
        SubscriptionDesk desk = desk(watches, mailbox -> Optional.of(Subscribing.counts(1, 0, 0, 0)));
        Subscription subscription = watches.all().get(0);
        assertThat(subscription.endIfOver(clock.instant())).isFalse();
        clock.advance(Duration.ofSeconds(61));

        CompletableFuture.runAsync(desk::sweep).orTimeout(30, TimeUnit.SECONDS).join();
        CompletableFuture.runAsync(desk::sweep).orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(store.removed.get()).isZero();
        released.countDown();

        Await.until("it is forgotten", () -> store.removed.get() == 1 && watches.size() == 0);
    }

    @Test
    void requestsForWhichThereIsNoRoomAreRefused() {
        AtomicInteger refused = new AtomicInteger();
        int sent = 0;
        for (; refused.get() == 0 && sent < 5_000; sent++) {
            work.request(this::awaitRelease, refused::incrementAndGet);
        }

        assertThat(sent).isBetween(1_001, 1_100);
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        work.once("us", () -> own.complete(true));
        assertThat(own.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void whatIsClosedIsDoneHereOrNotAtAll() {
        work.close();
        AtomicInteger done = new AtomicInteger();

        work.once("us", done::incrementAndGet);
        assertThat(work.isTaken(done::incrementAndGet)).isFalse();
        assertThat(done.get()).isZero();
        work.inAnyCase(() -> {
            done.incrementAndGet();
            throw new IllegalStateException("planted");
        });

        assertThat(done.get()).isEqualTo(1);
    }
}
