package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.testkit.InMemorySubscriptionStore;

/** Subscriptions over restarts, and audits of the lamps. */
class SubscriptionLifeTest extends Subscribing {

    @Test
    void subscriptionsGoOnAfterARestart() {
        SubscriptionStore store = new InMemorySubscriptionStore();
        UdpPeer phone = serve(usual().store(store));
        phone.send(subscribe(phone, "1000", "x1", 1, "", "Record-Route: <sip:127.0.0.1:" + phone.port() + ";lr>\n"));
        String ok = phone.expect("SIP/2.0 200");
        String before = notified(phone);
        endpoint().close();

        UdpPeer unused = serve(usual().store(store));
        unused.close();
        String after = phone.expect("NOTIFY");
        UdpPeer again =
                new UdpPeer("127.0.0.1", endpoint().boundAddresses().get(0).port());
        phone.respond(after, 200, again);

        assertThat(UdpPeer.header(after, "Call-ID")).isEqualTo("x1");
        assertThat(UdpPeer.header(after, "Route")).isEqualTo("<sip:127.0.0.1:" + phone.port() + ";lr>");
        assertThat(UdpPeer.header(after, "From")).endsWith(";tag=" + UdpPeer.toTag(ok));
        assertThat(cseq(after)).isGreaterThan(cseq(before));
        again.send(subscribe(again, "1000", "x1", 2, UdpPeer.toTag(ok), "Expires: 600\n"));
        assertThat(again.expect("SIP/2.0 200")).contains("CSeq: 2 SUBSCRIBE");
        again.close();
    }

    /** RFC 3261 §12.2.1.1: a router of RFC 2543, which knows no loose routes. */
    @Test
    void aStrictRouterIsGivenTheRequestUri() {
        UdpPeer phone = serve(usual());
        String router = "sip:127.0.0.1:" + phone.port();
        phone.send(subscribe(phone, "1000", "x4", 1, "", "Record-Route: <" + router + ">, <sip:p2.test;lr>\n"));
        phone.expect("SIP/2.0 200");

        String notify = notified(phone);

        assertThat(notify).startsWith("NOTIFY " + router + " SIP/2.0");
        assertThat(UdpPeer.header(notify, "Route"))
                .isEqualTo("<sip:p2.test;lr>,<sip:caller@127.0.0.1:" + phone.port() + ">");
    }

    @Test
    void withoutAStorePhonesAreToldToSubscribeElsewhereWhenTheServerStops() {
        UdpPeer phone = serve(usual());
        phone.send(subscribe(phone, "1000", "x2", 1, "", ""));
        phone.expect("SIP/2.0 200");
        notified(phone);

        java.util.concurrent.CompletableFuture<Void> closed =
                java.util.concurrent.CompletableFuture.runAsync(endpoint()::close);
        assertThat(UdpPeer.header(notified(phone), "Subscription-State")).isEqualTo("terminated;reason=deactivated");
        closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void anAuditTellsAgainWhatIsTrueToThoseWhoAreToldAtAll() {
        UdpPeer phone = serve(usual());
        phone.send(subscribe(phone, "1000", "x3", 1, "", ""));
        phone.expect("SIP/2.0 200");
        String first = notified(phone);

        endpoint().audit(List.of(BOB, ALICE, MailboxId.parse("7777")), Duration.ofMillis(300));

        assertThat(UdpPeer.body(notified(phone))).isEqualTo(UdpPeer.body(first));
        Await.until("all is told", ((SipMwiPublisher) endpoint().mwi())::isIdle);
        assertThat(((SipMwiPublisher) endpoint().mwi()).sender().size()).isEqualTo(1);
    }

    @Test
    void phonesThatComeAndGoLeaveNothing() {
        SubscriptionStore store = new InMemorySubscriptionStore();
        UdpPeer phone = serve(usual().store(store));
        SipMwiPublisher mwi = (SipMwiPublisher) endpoint().mwi();
        for (int i = 0; i < 240; i++) {
            phone.send(subscribe(phone, "1000", "churn" + i, 1, "", ""));
            String tag = UdpPeer.toTag(phone.expect("SIP/2.0 200"));
            notified(phone);
            if (i % 3 > 0) {
                phone.send(subscribe(phone, "1000", "churn" + i, 2, tag, "Expires: 0\n"));
                phone.expect("SIP/2.0 200");
                notified(phone);
            }
        }
        assertThat(endpoint().subscriptions()).isEqualTo(80);

        held.remove(ALICE);
        endpoint().audit(List.of(ALICE), Duration.ZERO);
        for (int i = 0; i < 80; i++) {
            notified(phone);
        }

        Await.until("no subscription is left", () -> mwi.watches().size() == 0);
        Await.until("no lamp is left", () -> mwi.sender().size() == 0 && mwi.isIdle());
        assertThat(store.load()).isEmpty();
    }

    @Test
    void lampsOfAMailboxThatHasGoneGoOut() throws InterruptedException {
        try (LampProxy proxy = new LampProxy()) {
            UdpPeer phone = serve(
                    usual().conflict(MwiConfig.Conflict.BOTH)
                            .mailboxesOf(user -> user.equals("boss") ? List.of(ALICE, BOB) : List.of(ALICE)),
                    settings -> settings.trust("127.0.0.1").outboundProxy("sip:127.0.0.1:" + proxy.port()));
            endpoint().mwi().publish(ALICE, counts(2, 1, 3, 0));
            Await.until("it is on", () -> proxy.shown("1000").isPresent());
            phone.send(subscribe(phone, "1000", "x5", 1, "", ""));
            phone.expect("SIP/2.0 200");
            notified(phone);
            phone.send(subscribe(phone, "boss", "x6", 1, "", ""));
            phone.expect("SIP/2.0 200");
            assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 3/3");

            held.remove(ALICE);
            endpoint().audit(List.of(ALICE), Duration.ZERO);

            Map<String, String> told = new HashMap<>();
            while (told.size() < 2) {
                String notify = notified(phone);
                told.put(UdpPeer.header(notify, "Call-ID"), notify);
            }
            assertThat(UdpPeer.header(told.getOrDefault("x5", ""), "Subscription-State"))
                    .isEqualTo("terminated;reason=noresource");
            assertThat(UdpPeer.body(told.getOrDefault("x6", ""))).contains("Voice-Message: 1/0");
            Await.until(
                    "the address of record is told",
                    () -> proxy.shown("1000").filter(counts(0, 0, 0, 0)::equals).isPresent());
        }
    }

    @Test
    void anAuditNeedsASource() {
        SipEndpoint mute =
                new SipEndpoint(SipConfig.builder().listen("udp:127.0.0.1:0").build(), new FakeMedia("127.0.0.1"));
        try (mute) {
            mute.start(call -> {});
            assertThatIllegalStateException().isThrownBy(() -> mute.audit(List.of(ALICE), Duration.ZERO));
        }
    }
}
