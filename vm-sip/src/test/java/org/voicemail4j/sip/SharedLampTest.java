package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;

/** Several mailboxes whose lamp is at one address of record: a phone shows whether messages wait in any of them. */
class SharedLampTest extends Subscribing {

    private static final List<String> DESK = List.of("sip:desk@example.test");

    private final Map<MailboxId, List<String>> lamps = new ConcurrentHashMap<>(Map.of(ALICE, DESK, BOB, DESK));
    private final LampProxy proxy = new LampProxy();

    private String account = "sip:*98@example.test";

    private SipMwiPublisher start(MwiConfig.Builder mwi) {
        UnaryOperator<SipConfig.Builder> network = settings -> settings.trust("127.0.0.1")
                .outboundProxy("sip:127.0.0.1:" + proxy.port())
                .messageAccount(account)
                .mwiTargets(mailbox -> lamps.getOrDefault(mailbox, List.of()));
        serve(mwi, network);
        return (SipMwiPublisher) endpoint().mwi();
    }

    @AfterEach
    void closeProxy() throws InterruptedException {
        endpoint().close();
        proxy.close();
    }

    private void shows(String user, int fresh, int urgent, int old) {
        MessageSummary sum = new MessageSummary(new MessageCounts(fresh, urgent, old, 0));
        Await.until(
                user + " shows " + sum,
                () -> proxy.shown(user).filter(sum::equals).isPresent());
    }

    @Test
    void anAddressOfSeveralMailboxesIsToldTheirSum() {
        SipMwiPublisher publisher = start(usual());

        publisher.publish(BOB, counts(1, 1, 0, 0));
        shows("desk", 1, 1, 0);
        publisher.publish(ALICE, counts(2, 0, 3, 0));
        shows("desk", 3, 1, 3);
        publisher.publish(ALICE, counts(0, 0, 0, 0));
        shows("desk", 1, 1, 0); // and not off

        assertThat(proxy.notifies)
                .allSatisfy(notify -> assertThat(UdpPeer.header(notify, "Call-ID"))
                        .isEqualTo(UdpPeer.header(proxy.notifies.get(0), "Call-ID")));
        assertThat(proxy.notifies.get(2)).contains("Messages-Waiting: yes\r\nMessage-Account: sip:*98@");
    }

    /** A gateway to phones of another network, say. */
    @Test
    void anAddressThatTellsMailboxesApartByTheirAccountsIsToldOfEach() {
        account = "sip:{number}@example.test";
        SipMwiPublisher publisher = start(usual());

        publisher.publish(BOB, counts(1, 0, 0, 0));
        shows("desk", 1, 0, 0);
        publisher.publish(ALICE, counts(2, 0, 0, 0));
        shows("desk", 2, 0, 0);

        assertThat(proxy.notifies.get(0)).contains("Message-Account: sip:1001@");
        assertThat(proxy.notifies.get(1)).contains("Message-Account: sip:1000@");
    }

    @Test
    void aMailboxWhoseLampIsElsewhereCountsThereNoMore() {
        SipMwiPublisher publisher = start(usual());
        publisher.publish(ALICE, counts(2, 0, 0, 0));
        publisher.publish(BOB, counts(1, 0, 0, 0));
        shows("desk", 3, 0, 0);

        lamps.put(BOB, List.of("sip:bob@example.test"));
        publisher.publish(BOB, counts(4, 0, 0, 0));

        shows("bob", 4, 0, 0);
        shows("desk", 2, 0, 0);
    }

    @Test
    void aMailboxThatIsWatchedCountsAsItIsWhenTheAddressIsToldOfAnother() {
        SipMwiPublisher publisher = start(usual());
        publisher.publish(ALICE, counts(2, 0, 0, 0));
        publisher.publish(BOB, counts(1, 0, 0, 0));
        shows("desk", 3, 0, 0);
        UdpPeer watching = Objects.requireNonNull(phone);
        watching.send(subscribe(watching, "1000", "w1", 1, "", ""));
        watching.expect("SIP/2.0 200");
        notified(watching);

        publisher.publish(ALICE, counts(0, 0, 2, 0));
        assertThat(UdpPeer.body(notified(watching))).contains("Voice-Message: 0/2");
        publisher.publish(BOB, counts(2, 0, 0, 0));

        shows("desk", 2, 0, 2);
    }

    @Test
    void allMailboxesOfAnAddressAreNamedWhenItIsGivenUp() throws InterruptedException {
        SipMwiPublisher publisher = start(usual());
        publisher.publish(ALICE, counts(2, 0, 0, 0));
        publisher.publish(BOB, counts(1, 0, 0, 0));
        shows("desk", 3, 0, 0);
        proxy.answer(notify -> 404);

        publisher.publish(BOB, counts(2, 0, 0, 0));

        assertThat(events.poll(20, TimeUnit.SECONDS))
                .isEqualTo(new MwiEvent.LampLost(List.of(ALICE, BOB), DESK.get(0), 404));
    }
}
