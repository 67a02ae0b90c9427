package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;

/** Phones that say nonsense, and a source of counts that is slow or fails: whom that keeps from what. */
class LampTroubleTest extends Subscribing {

    private static final int PHONES = 60;

    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean slow;
    private volatile @Nullable MailboxId broken;
    private final AtomicInteger failures = new AtomicInteger();

    @AfterEach
    void release() {
        released.countDown();
    }

    @Override
    public Optional<MessageSummary> summary(MailboxId mailbox) {
        if (slow) {
            try {
                released.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new VoicemailException("planted: the store is away");
        }
        if (mailbox.equals(broken)) {
            throw new IllegalStateException("planted: no VoicemailException");
        }
        return super.summary(mailbox);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1:2];transport=tcp", "[1:2]", "127.0.0.1;maddr=[1:2]", "[1:2"})
    void aContactThatLeadsNowhereIsRefused(String host) {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "nowhere", 1, "", "")
                .replace("caller@127.0.0.1:" + phone.port(), "x@" + host));

        phone.expect("SIP/2.0 400");
        assertThat(watches().size()).isZero();
    }

    @Test
    void aRecordedRouteThatLeadsNowhereIsRefused() {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "route", 1, "", "Record-Route: <sip:[1:2];transport=tcp;lr>\n"));

        phone.expect("SIP/2.0 400");
    }

    @Test
    void aSlowSourceHoldsNoCalls() {
        slow = true;
        AtomicInteger offered = new AtomicInteger();
        SipEndpoint started = new SipEndpoint(
                SipConfig.builder()
                        .listen("udp:127.0.0.1:0")
                        .trust("127.0.0.1")
                        .mwi(usual().build())
                        .build(),
                new FakeMedia("127.0.0.1"));
        endpoint = started;
        started.start(
                call -> {
                    offered.incrementAndGet();
                    if (call.info().toString().contains("1001")) {
                        call.reject(CallRefusal.UNKNOWN_MAILBOX);
                    }
                },
                this);
        UdpPeer caller =
                new UdpPeer("127.0.0.1", started.boundAddresses().get(0).port());
        phone = caller;
        for (int i = 0; i < PHONES; i++) {
            caller.send(subscribe(caller, "1000", "slow" + i, 1, "", ""));
        }
        Await.until("some are being taken", () -> watches().size() > 0);

        caller.send(caller.request("INVITE", "1001", "refused", 1, "", "", UdpPeer.SDP));
        assertThat(caller.expect("SIP/2.0 404")).contains("Call-ID: refused");
        caller.send(caller.request("INVITE", "1000", "given-up", 1, "", "", UdpPeer.SDP));
        Await.until("it is offered", () -> offered.get() == 2);
        caller.send(caller.request("CANCEL", "1000", "given-up", 1, "", "", "")
                .replace("given-upCANCEL1", "given-upINVITE1"));
        assertThat(caller.expect("SIP/2.0 487")).contains("Call-ID: given-up");
        released.countDown();
    }

    /** They wait for their turn, and a phone that subscribes meanwhile waits for the source. */
    @Test
    void goodbyesAreSaidWhileTheSourceIsStuck() {
        UdpPeer phone = serve(usual(), settings -> settings.trust("127.0.0.1").notifyRate(PHONES));
        for (int i = 0; i < PHONES; i++) {
            phone.send(subscribe(phone, "1000", "bye" + i, 1, "", ""));
        }
        for (int i = 0; i < PHONES; i++) {
            notified(phone);
        }
        Await.until("all are told", ((SipMwiPublisher) endpoint().mwi())::isIdle);
        slow = true;

        CompletableFuture<Void> closed = CompletableFuture.runAsync(endpoint()::close);
        Set<String> ended = new HashSet<>();
        while (ended.size() < PHONES) {
            String notify = notified(phone);
            if (ended.isEmpty()) {
                phone.send(subscribe(phone, "1001", "late", 1, "", ""));
            }
            assertThat(UdpPeer.header(notify, "Subscription-State")).isEqualTo("terminated;reason=deactivated");
            ended.add(UdpPeer.header(notify, "Call-ID"));
        }
        released.countDown();
        closed.orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void aFailureOfTheSourceLeavesNoSubscriptionOfWhichItsPhoneDoesNotKnow() {
        broken = ALICE;
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "broken", 1, "", ""));

        phone.expect("SIP/2.0 500");
        assertThat(watches().size()).isZero();
    }

    @Test
    void oneMailboxThatFailsDoesNotEndAnAudit() {
        UdpPeer phone = serve(usual());
        String first = "";
        for (String user : List.of("1001", "1000")) {
            phone.send(subscribe(phone, user, "audited" + user, 1, "", ""));
            phone.expect("SIP/2.0 200");
            first = notified(phone);
        }
        broken = BOB;

        endpoint().audit(List.of(BOB, ALICE), Duration.ZERO);

        String second = notified(phone);
        while (!UdpPeer.header(second, "Call-ID").equals("audited1000") || cseq(second) <= cseq(first)) {
            second = notified(phone); // one of before that was repeated
        }
        assertThat(UdpPeer.body(second)).isEqualTo(UdpPeer.body(first));
    }

    @Test
    void anAuditAsksAgainForWhatCouldNotBeCounted() {
        UdpPeer phone = serve(usual());
        phone.send(subscribe(phone, "1000", "again", 1, "", ""));
        phone.expect("SIP/2.0 200");
        String first = notified(phone);
        failures.set(1);

        endpoint().audit(List.of(ALICE), Duration.ZERO);

        assertThat(UdpPeer.body(notified(phone))).isEqualTo(UdpPeer.body(first));
        assertThat(failures).hasValue(0);
    }

    private Watches watches() {
        return ((SipMwiPublisher) endpoint().mwi()).watches();
    }

    /** It is over at once, yet nobody ends it before it has been answered. */
    @Test
    void aFetchWaitsForASlowSource() throws InterruptedException {
        UdpPeer phone = serve(usual().durations(Duration.ofSeconds(1), Duration.ofHours(1)));
        phone.send(subscribe(phone, "1001", "f1", 1, "", "Expires: 1\n"));
        phone.expect("SIP/2.0 200");
        notified(phone);
        slow = true;

        phone.send(subscribe(phone, "1000", "f2", 1, "", "Expires: 0\n"));
        for (MwiEvent event = events.poll(20, TimeUnit.SECONDS); !(event instanceof MwiEvent.Unsubscribed); ) {
            event = Objects.requireNonNull(events.poll(20, TimeUnit.SECONDS), "what is over has been looked for");
        }
        notified(phone);
        released.countDown();

        phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 2/3 (1/0)");
    }
}
