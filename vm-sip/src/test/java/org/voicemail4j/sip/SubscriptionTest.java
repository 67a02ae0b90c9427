package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.mwi.MwiEvent;

/** Phones that subscribe to lamps (RFC 3842, RFC 6665), written as text; each behaviour that others test by name. */
class SubscriptionTest extends Subscribing {

    @Test
    void subscriptionSetUpChangeAndTearDown() throws InterruptedException {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "s1", 1, "", "Expires: 600\nAccept: application/simple-message-summary\n"));
        String ok = phone.expect("SIP/2.0 200");
        String first = notified(phone);
        endpoint().mwi().publish(ALICE, counts(3, 2, 3, 0));
        String second = notified(phone);
        phone.send(subscribe(phone, "1000", "s1", 2, UdpPeer.toTag(ok), "Expires: 0\n"));
        phone.expect("SIP/2.0 200");
        String last = notified(phone);

        assertThat(UdpPeer.header(ok, "Expires")).isEqualTo("600");
        assertThat(UdpPeer.header(ok, "Contact")).startsWith("<sip:127.0.0.1:");
        assertThat(first).startsWith("NOTIFY sip:caller@127.0.0.1:" + phone.port() + " SIP/2.0");
        assertThat(UdpPeer.header(first, "From")).endsWith(";tag=" + UdpPeer.toTag(ok));
        assertThat(UdpPeer.header(first, "To"))
                .contains("<sip:5551000@example.test>")
                .endsWith(";tag=fs1");
        assertThat(UdpPeer.header(first, "Call-ID")).isEqualTo("s1");
        assertThat(UdpPeer.header(first, "Event")).isEqualTo("message-summary");
        assertThat(UdpPeer.header(first, "Subscription-State")).matches("active;expires=(600|59[0-9])");
        assertThat(UdpPeer.body(first)).isEqualTo("Messages-Waiting: yes\r\nVoice-Message: 2/3 (1/0)\r\n");
        assertThat(UdpPeer.body(second)).contains("Voice-Message: 3/3 (2/0)");
        assertThat(cseq(second)).isEqualTo(cseq(first) + 1);
        assertThat(UdpPeer.header(last, "Subscription-State")).isEqualTo("terminated;reason=timeout");
        assertThat(events.poll(10, TimeUnit.SECONDS)).isInstanceOf(MwiEvent.Subscribed.class);
        assertThat(events.poll(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        MwiEvent.Unsubscribed.class,
                        event -> assertThat(event.reason()).isEqualTo("timeout"));
        phone.send(subscribe(phone, "1000", "s1", 3, UdpPeer.toTag(ok), "Expires: 600\n"));
        phone.expect("SIP/2.0 481");
    }

    @Test
    void aListenerThatFailsHoldsUpNoSubscription() {
        UdpPeer phone = serve(MwiConfig.builder().spacing(Duration.ZERO).listener(event -> {
            throw new IllegalStateException("planted");
        }));

        phone.send(subscribe(phone, "1000", "s1", 1, "", "Expires: 600\n"));
        String ok = phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 2/3");
        phone.send(subscribe(phone, "1000", "s1", 2, UdpPeer.toTag(ok), "Expires: 0\n"));
        phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(notified(phone), "Subscription-State")).startsWith("terminated");
    }

    @Test
    void aRefreshGoesOnAndIsToldAgain() {
        UdpPeer phone = serve(usual());
        phone.send(subscribe(phone, "1000", "s2", 5, "", "Expires: 600\nEvent: message-summary;id=7\n"));
        String ok = phone.expect("SIP/2.0 200");
        notified(phone);

        phone.send(subscribe(phone, "1000", "s2", 6, UdpPeer.toTag(ok), "Expires: 900\n"));
        assertThat(UdpPeer.header(phone.expect("SIP/2.0 200"), "Expires")).isEqualTo("900");
        String again = notified(phone);

        assertThat(UdpPeer.header(again, "Event")).isEqualTo("message-summary;id=7");
        assertThat(UdpPeer.header(again, "Subscription-State")).matches("active;expires=(900|89[0-9])");
        phone.send(subscribe(phone, "1000", "s2", 4, UdpPeer.toTag(ok), "Expires: 900\n"));
        phone.expect("SIP/2.0 500");
    }

    @Test
    void aFetchIsToldOnceAndLeavesNothing() {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "s3", 1, "", "Expires: 0\n"));
        assertThat(UdpPeer.header(phone.expect("SIP/2.0 200"), "Expires")).isEqualTo("0");
        String only = notified(phone);

        assertThat(UdpPeer.header(only, "Subscription-State")).isEqualTo("terminated;reason=timeout");
        assertThat(UdpPeer.body(only)).contains("Voice-Message: 2/3 (1/0)");
        assertThat(watches().size()).isZero();
    }

    private Watches watches() {
        return ((SipMwiPublisher) endpoint().mwi()).watches();
    }

    @Test
    void withoutAUserTheSubscriberIsToldOfAllMailboxesOfTheirs() {
        UdpPeer phone = serve(usual().mailboxesOf(user -> user.equals("5551000") ? List.of(ALICE, BOB) : List.of()));

        phone.send(subscribe(phone, "", "s4", 1, "", ""));
        phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 3/3 (1/0)");
        endpoint().mwi().publish(BOB, counts(5, 0, 1, 1));
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 7/4 (1/1)");
    }

    @Test
    void aNumberOfVoicemailItselfStandsForTheSubscribersMailbox() {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "*97", "s5", 1, "", "P-Asserted-Identity: <sip:1001@example.test>\n"));
        phone.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 1/0 (0/0)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Accept: */*\n",
                "Accept: application/*\n",
                "Accept: text/plain, application/simple-message-summary\n"
            })
    void noAcceptHeaderOrOneThatAllowsIt(String accept) {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "s6", 1, "", accept));
        assertThat(UdpPeer.header(phone.expect("SIP/2.0 200"), "Expires")).isEqualTo("3600");
        notified(phone);
    }

    @ParameterizedTest
    @CsvSource({
        "Event: presence, 489, Allow-Events: message-summary",
        "Accept: application/pidf+xml, 406, Accept: application/simple-message-summary",
        "Expires: 30, 423, Min-Expires: 60",
        "X-None: 1, 404, Server: voicemail4j",
        "P-Asserted-Identity: <sip:1001@example.test>, 403, Server: voicemail4j"
    })
    void whatCannotBeServedIsRefusedAndSaysWhy(String header, int status, String answer) {
        UdpPeer phone = serve(usual());
        String user = status == 404 ? "9999" : "1000";

        phone.send(subscribe(phone, user, "s7", 1, "", header + "\n"));

        assertThat(phone.expect("SIP/2.0 " + status)).contains(answer + "\r\n");
        assertThat(watches().size()).isZero();
    }

    @Test
    void aSubscribeWithinNoDialogOfOursIsRefused() {
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "s8", 1, "other", ""));

        phone.expect("SIP/2.0 481");
    }

    @Test
    void whoeverIsNotTrustedMayNotSubscribe() {
        UdpPeer phone = serve(usual(), settings -> settings);

        phone.send(subscribe(phone, "1000", "s9", 1, "", ""));

        phone.expect("SIP/2.0 403");
    }

    @Test
    void moreSubscriptionsThanThereMayBeAreRefused() {
        UdpPeer phone = serve(usual().mostSubscriptions(1));
        phone.send(subscribe(phone, "1000", "t1", 1, "", ""));
        phone.expect("SIP/2.0 200");
        notified(phone);

        phone.send(subscribe(phone, "1000", "t2", 1, "", ""));

        assertThat(UdpPeer.header(phone.expect("SIP/2.0 503"), "Retry-After")).isNotEmpty();
    }

    @Test
    void aSubscriptionThatIsNotRefreshedEnds() {
        UdpPeer phone = serve(usual().durations(Duration.ofSeconds(1), Duration.ofHours(1)));
        phone.send(subscribe(phone, "1000", "t3", 1, "", "Expires: 1\n"));
        phone.expect("SIP/2.0 200");
        notified(phone);

        assertThat(UdpPeer.header(notified(phone), "Subscription-State")).isEqualTo("terminated;reason=timeout");
        assertThat(watches().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {481, 404, 410})
    void aPhoneThatKnowsNoSubscriptionIsToldNoMore(int status) throws InterruptedException {
        UdpPeer phone = serve(usual());
        phone.send(subscribe(phone, "1000", "t4" + status, 1, "", ""));
        phone.expect("SIP/2.0 200");

        phone.respond(phone.expect("NOTIFY"), status);

        events.poll(10, TimeUnit.SECONDS);
        assertThat(events.poll(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        MwiEvent.Unsubscribed.class,
                        event -> assertThat(event.reason()).isEqualTo(Integer.toString(status)));
        assertThat(watches().size()).isZero();
    }

    @Test
    void aPhoneThatIsBrokenIsToldAgainAndGivenUpInTheEnd() throws InterruptedException {
        UdpPeer phone = serve(usual());
        phone.send(subscribe(phone, "1000", "t5", 1, "", ""));
        phone.expect("SIP/2.0 200");

        phone.respond(phone.expect("NOTIFY"), 503);
        phone.respond(phone.expect("NOTIFY"), 500);

        events.poll(10, TimeUnit.SECONDS);
        assertThat(events.poll(10, TimeUnit.SECONDS)).isInstanceOf(MwiEvent.Unsubscribed.class);
        assertThat(watches().size()).isZero();
    }

    @Test
    void severalPhonesWatchOneMailboxAndEachIsToldOnce() {
        UdpPeer phone = serve(usual());
        for (int i = 0; i < 20; i++) {
            phone.send(subscribe(phone, "1000", "u" + i + "x", 1, "", ""));
            phone.expect("SIP/2.0 200");
            notified(phone);
        }

        endpoint().mwi().publish(ALICE, counts(9, 0, 0, 0));

        java.util.Set<String> told = new java.util.TreeSet<>();
        for (int i = 0; i < 20; i++) {
            told.add(UdpPeer.header(notified(phone), "Call-ID"));
        }
        assertThat(told).hasSize(20);
        Await.until("all is told", ((SipMwiPublisher) endpoint().mwi())::isIdle);
        endpoint().mwi().publish(ALICE, counts(9, 0, 0, 0));
        Await.until("nothing new", ((SipMwiPublisher) endpoint().mwi())::isIdle);
        assertThat(phone.receive(Duration.ofMillis(100))).isEmpty();
    }

    @Test
    void whatTheStoreCannotSayIsNotMadeUpAndSaidLater() {
        mute = true;
        UdpPeer phone = serve(usual());

        phone.send(subscribe(phone, "1000", "v1", 1, "", ""));
        phone.expect("SIP/2.0 200");
        String first = notified(phone);
        mute = false;
        String second = notified(phone);

        assertThat(UdpPeer.body(first)).isEmpty();
        assertThat(UdpPeer.header(first, "Subscription-State")).startsWith("active");
        assertThat(UdpPeer.body(second)).contains("Voice-Message: 2/3 (1/0)");
    }

    @Test
    void notifiesOfASubscriptionKeepTheirDistance() {
        UdpPeer phone = serve(usual().spacing(Duration.ofSeconds(2)));
        phone.send(subscribe(phone, "1000", "x4", 1, "", ""));
        phone.expect("SIP/2.0 200");
        notified(phone);

        for (int i = 1; i <= 30; i++) {
            endpoint().mwi().publish(ALICE, counts(i, 0, 0, 0));
        }

        assertThat(UdpPeer.body(notified(phone))).contains("Voice-Message: 30/0");
    }
}
