package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MwiEvent;

/** Mailboxes of which phones are told without asking, beside phones that subscribe, by the rules of replacement. */
class SubscriptionRulesTest extends Subscribing {

    /** A phone that begins a new one each time instead of going on with what it has. */
    @Test
    void whoHasTooManyLosesTheOldestAndTakesNobodyElsesPlace() {
        UdpPeer phone = serve(usual());
        for (int i = 0; i <= 100; i++) {
            phone.send(subscribe(phone, "1000", "share" + i, 1, "", ""));
            phone.expect("SIP/2.0 200");
        }

        String notify = notified(phone);
        while (!UdpPeer.header(notify, "Subscription-State").startsWith("terminated")) {
            notify = notified(phone);
        }

        assertThat(UdpPeer.header(notify, "Subscription-State")).isEqualTo("terminated;reason=timeout");
        assertThat(UdpPeer.header(notify, "Call-ID")).isEqualTo("share0");
        assertThat(((SipMwiPublisher) endpoint().mwi()).watches().size()).isEqualTo(100);
    }

    /** One contact, as of a switch between us and the phones. */
    @Test
    void aSwitchMayAskForEachOfItsManyMailboxes() {
        UdpPeer phone = serve(usual());
        for (int i = 0; i < 120; i++) {
            held.put(MailboxId.parse(Integer.toString(2000 + i)), counts(1, 0, 0, 0));
            phone.send(subscribe(phone, Integer.toString(2000 + i), "switch" + i, 1, "", ""));
            phone.expect("SIP/2.0 200");
        }

        assertThat(((SipMwiPublisher) endpoint().mwi()).watches().size()).isEqualTo(120);
    }

    @Test
    void replacesUnsolicitedWhileItLasts() throws InterruptedException {
        try (LampProxy proxy = new LampProxy()) {
            UdpPeer phone = serve(
                    usual(), settings -> settings.trust("127.0.0.1").outboundProxy("sip:127.0.0.1:" + proxy.port()));
            endpoint().mwi().publish(ALICE, counts(1, 0, 0, 0));
            Await.until(
                    "the address of record is told", () -> proxy.shown("1000").isPresent());

            phone.send(subscribe(phone, "1000", "w1", 1, "", ""));
            String ok = phone.expect("SIP/2.0 200");
            notified(phone);
            endpoint().mwi().publish(ALICE, counts(4, 0, 0, 0));
            assertThat(UdpPeer.body(notified(phone))).contains("4/0");
            assertThat(proxy.shown("1000")).contains(counts(1, 0, 0, 0));

            phone.send(subscribe(phone, "1000", "w1", 2, UdpPeer.toTag(ok), "Expires: 0\n"));
            notified(phone);
            Await.until(
                    "the address of record is told again",
                    () -> proxy.shown("1000").equals(Optional.of(counts(4, 0, 0, 0))));
        }
    }

    @Test
    void bothAreToldWhereThatIsWished() throws InterruptedException {
        try (LampProxy proxy = new LampProxy()) {
            UdpPeer phone = serve(
                    usual().conflict(MwiConfig.Conflict.BOTH),
                    settings -> settings.trust("127.0.0.1").outboundProxy("sip:127.0.0.1:" + proxy.port()));
            phone.send(subscribe(phone, "1000", "w2", 1, "", ""));
            phone.expect("SIP/2.0 200");
            notified(phone);

            endpoint().mwi().publish(ALICE, counts(4, 0, 0, 0));

            assertThat(UdpPeer.body(notified(phone))).contains("4/0");
            Await.until(
                    "the address of record is told", () -> proxy.shown("1000").isPresent());
        }
    }

    @Test
    void conflictIsRefusedWhereUnsolicitedStays() {
        UdpPeer phone = serve(
                usual().conflict(MwiConfig.Conflict.UNSOLICITED_STAYS),
                settings -> settings.trust("127.0.0.1").outboundProxy("sip:127.0.0.1:9"));

        phone.send(subscribe(phone, "1000", "w3", 1, "", ""));

        phone.expect("SIP/2.0 500");
    }

    @Test
    void severalPlacesOfOneMailboxAreTold() throws InterruptedException {
        try (LampProxy proxy = new LampProxy()) {
            serve(
                    usual(),
                    settings -> settings.outboundProxy("sip:127.0.0.1:" + proxy.port())
                            .mwiTargets(mailbox -> List.of("sip:desk@example.test", "sip:home@example.test")));

            endpoint().mwi().publish(ALICE, counts(4, 0, 0, 0));

            Await.until(
                    "both are told",
                    () -> proxy.shown("desk").isPresent() && proxy.shown("home").isPresent());
        }
    }

    @Test
    void anAddressThatDoesNotExistIsGivenUpWithAnEvent() throws InterruptedException {
        try (LampProxy proxy = new LampProxy()) {
            proxy.answer(notify -> 404);
            serve(usual(), settings -> settings.outboundProxy("sip:127.0.0.1:" + proxy.port()));

            endpoint().mwi().publish(ALICE, counts(4, 0, 0, 0));

            assertThat(events.poll(10, TimeUnit.SECONDS))
                    .isEqualTo(new MwiEvent.LampLost(List.of(ALICE), "sip:1000@127.0.0.1", 404));
        }
    }

    @Test
    void replacedByUnsolicitedWhereThatStays() throws InterruptedException {
        List<String> addresses = new CopyOnWriteArrayList<>();
        try (LampProxy proxy = new LampProxy()) {
            UdpPeer phone = serve(
                    usual().conflict(MwiConfig.Conflict.UNSOLICITED_STAYS),
                    settings -> settings.trust("127.0.0.1")
                            .mwiTargets(mailbox -> mailbox.equals(ALICE) ? List.copyOf(addresses) : List.of()));
            phone.send(subscribe(phone, "1000", "w4", 1, "", ""));
            phone.expect("SIP/2.0 200");
            notified(phone);
            addresses.add("sip:1000@127.0.0.1:" + proxy.port()); // its owner is told without asking from now on

            endpoint().mwi().publish(ALICE, counts(4, 0, 0, 0));

            assertThat(UdpPeer.header(notified(phone), "Subscription-State")).isEqualTo("terminated;reason=rejected");
            Await.until(
                    "the address of record is told", () -> proxy.shown("1000").equals(Optional.of(counts(4, 0, 0, 0))));
            assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(MwiEvent.Subscribed.class);
            assertThat(events.poll(20, TimeUnit.SECONDS)).isInstanceOf(MwiEvent.Unsubscribed.class);
            phone.send(subscribe(phone, "1000", "w5", 1, "", ""));
            phone.expect("SIP/2.0 500");
        }
    }

    /** A phone for several mailboxes: its sum replaces what the address of record of each is told, as long as it lasts. */
    @Test
    void aSubscriptionToSeveralMailboxesReplacesUnsolicitedForEachOfThem() throws InterruptedException {
        try (LampProxy proxy = new LampProxy()) {
            UdpPeer phone = serve(
                    usual().mailboxesOf(user -> user.equals("boss") ? List.of(ALICE, BOB) : List.of()),
                    settings -> settings.trust("127.0.0.1").outboundProxy("sip:127.0.0.1:" + proxy.port()));
            phone.send(subscribe(phone, "boss", "w6", 1, "", ""));
            String ok = phone.expect("SIP/2.0 200");
            assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 3/3 (1/0)");

            endpoint().mwi().publish(ALICE, counts(4, 0, 0, 0));
            assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 5/0 (0/0)");
            endpoint().mwi().publish(BOB, counts(2, 0, 0, 0));
            assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 6/0 (0/0)");
            assertThat(proxy.notifies).isEmpty();

            phone.send(subscribe(phone, "boss", "w6", 2, UdpPeer.toTag(ok), "Expires: 0\n"));
            Await.until(
                    "each address of record is told again",
                    () -> proxy.shown("1000").equals(Optional.of(counts(4, 0, 0, 0)))
                            && proxy.shown("1001").equals(Optional.of(counts(2, 0, 0, 0))));
        }
    }

    @Test
    void aSubscriptionToSeveralMailboxesEndsWhenOneOfThemIsToldUnsolicited() throws InterruptedException {
        List<String> addresses = new CopyOnWriteArrayList<>();
        try (LampProxy proxy = new LampProxy()) {
            UdpPeer phone = serve(
                    usual().conflict(MwiConfig.Conflict.UNSOLICITED_STAYS)
                            .mailboxesOf(user -> user.equals("boss") ? List.of(ALICE, BOB) : List.of()),
                    settings -> settings.trust("127.0.0.1")
                            .mwiTargets(mailbox -> mailbox.equals(BOB) ? List.copyOf(addresses) : List.of()));
            phone.send(subscribe(phone, "boss", "w7", 1, "", ""));
            phone.expect("SIP/2.0 200");
            notified(phone);
            addresses.add("sip:1001@127.0.0.1:" + proxy.port());

            endpoint().mwi().publish(BOB, counts(4, 0, 0, 0));

            assertThat(UdpPeer.header(notified(phone), "Subscription-State")).isEqualTo("terminated;reason=rejected");
            Await.until(
                    "the address of record is told", () -> proxy.shown("1001").equals(Optional.of(counts(4, 0, 0, 0))));
        }
    }
}
