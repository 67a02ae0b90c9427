package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.testkit.MwiPublisherContract;

/** NOTIFY through a proxy on loopback. */
class SipMwiPublisherTest implements MwiPublisherContract {

    private static final MessageSummary ONE_NEW = new MessageSummary(new MessageCounts(1, 1, 2, 0));

    private final LampProxy proxy = new LampProxy();
    private final SipEndpoint endpoint = new SipEndpoint(
            SipConfig.builder()
                    .listen("udp:127.0.0.1:0")
                    .outboundProxy("sip:127.0.0.1:" + proxy.port())
                    .mwiTarget("sip:{number}-{context}@example.test")
                    .messageAccount("sip:*97@example.test")
                    .notifyRetries(3, Duration.ofMillis(10))
                    .notifyRate(10_000)
                    .build(),
            new FakeMedia("127.0.0.1"));

    SipMwiPublisherTest() {
        endpoint.start(call -> {});
    }

    @AfterEach
    void close() throws InterruptedException {
        endpoint.close();
        proxy.close();
    }

    @Override
    public MwiPublisher publisher() {
        return endpoint.mwi();
    }

    @Override
    public void settle() {
        SipMwiPublisher publisher = (SipMwiPublisher) endpoint.mwi();
        Await.until("everything is sent", publisher::isIdle);
    }

    @Override
    public Optional<MessageSummary> shown(MailboxId mailbox) {
        return proxy.shown(mailbox.number() + '-' + mailbox.context());
    }

    @Override
    public void stall() {
        proxy.stall(true);
    }

    @Override
    public void resume() {
        proxy.stall(false);
    }

    @Test
    void theRequestGoesThroughTheProxyToTheAddressOfRecord() {
        publisher().publish(ALICE, ONE_NEW);
        settle();

        String notify = proxy.notifies.get(0);
        assertThat(notify)
                .startsWith("NOTIFY sip:1000-default@example.test SIP/2.0\r\n")
                .contains("Route: <sip:127.0.0.1:" + proxy.port() + ";lr>\r\n")
                .contains("Event: message-summary\r\n", "Subscription-State: terminated\r\n")
                .contains("Content-Type: application/simple-message-summary\r\n")
                .endsWith("\r\n\r\nMessages-Waiting: yes\r\nMessage-Account: sip:*97@example.test\r\n"
                        + "Voice-Message: 1/2 (1/0)\r\n");
        assertThat(UdpPeer.header(notify, "To")).doesNotContain("tag=");
    }

    @Test
    void notifiesOfAMailboxShareACallIdAndRiseInSequence() {
        for (int i = 1; i <= 3; i++) {
            publisher().publish(ALICE, new MessageSummary(new MessageCounts(i, 0, 0, 0)));
            settle();
        }
        publisher().publish(BOB, ONE_NEW);
        settle();

        List<String> mine = proxy.notifies.subList(0, 3);
        Set<String> callIds = new HashSet<>();
        mine.forEach(notify -> callIds.add(UdpPeer.header(notify, "Call-ID")));
        assertThat(callIds).hasSize(1).doesNotContain(UdpPeer.header(proxy.notifies.get(3), "Call-ID"));
        assertThat(mine)
                .extracting(notify -> UdpPeer.header(notify, "CSeq"))
                .containsExactly("1 NOTIFY", "2 NOTIFY", "3 NOTIFY");
    }

    @Test
    void aBurstIsSentAsFewNotifies() {
        stall();
        for (int i = 1; i <= 50; i++) {
            publisher().publish(ALICE, new MessageSummary(new MessageCounts(i, 0, 0, 0)));
        }
        resume();
        settle();

        Set<String> sequence = new HashSet<>();
        proxy.notifies.forEach(notify -> sequence.add(UdpPeer.header(notify, "CSeq")));
        assertThat(sequence).hasSizeLessThan(10);
        assertThat(shown(ALICE)).contains(new MessageSummary(new MessageCounts(50, 0, 0, 0)));
    }

    @Test
    void aNotifyThatFailsIsRepeatedAfterAPause() {
        AtomicInteger asked = new AtomicInteger();
        proxy.answer(notify -> asked.incrementAndGet() < 3 ? 503 : 200);

        publisher().publish(ALICE, ONE_NEW);
        settle();

        assertThat(asked).hasValue(3);
        assertThat(shown(ALICE)).contains(ONE_NEW);
    }

    @Test
    void attemptsAreBoundedAndTheNextChangeBeginsAnew() {
        proxy.answer(notify -> 500);
        publisher().publish(ALICE, ONE_NEW);
        settle();
        assertThat(proxy.notifies).hasSize(3);

        proxy.answer(notify -> 200);
        publisher().publish(ALICE, ONE_NEW);
        settle();
        assertThat(shown(ALICE)).contains(ONE_NEW);
    }

    @Test
    void anUnknownAddressIsGivenUp() {
        proxy.answer(notify -> LampProxy.user(notify).startsWith("1000") ? 404 : 200);
        publisher().publish(ALICE, ONE_NEW);
        publisher().publish(BOB, ONE_NEW);
        settle();

        assertThat(proxy.notifies).hasSize(2);
        assertThat(shown(BOB)).contains(ONE_NEW);
    }

    @Test
    void newCountsDoNotWaitForTheBackOffOfOldOnes() {
        try (SipEndpoint patient = endpoint(settings -> settings.notifyRetries(9, Duration.ofMinutes(10)))) {
            proxy.answer(notify -> 503);
            patient.mwi().publish(ALICE, ONE_NEW);
            Await.until("the first NOTIFY has failed", () -> proxy.notifies.size() == 1);
            SipMwiPublisher publisher = (SipMwiPublisher) patient.mwi();
            Await.until("it waits to be repeated", publisher::isPausing);

            proxy.answer(notify -> 200);
            patient.mwi().publish(ALICE, new MessageSummary(MessageCounts.NONE));

            Await.until(
                    "the new counts are shown",
                    () -> proxy.shown("1000").equals(Optional.of(new MessageSummary(MessageCounts.NONE))));
        }
    }

    @Test
    void aTargetThatCannotBeSaidSilencesNoLamp() {
        AtomicInteger asked = new AtomicInteger();
        try (SipEndpoint forgetful = endpoint(settings -> settings.mwiTarget(mailbox -> {
            if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("planted");
            }
            return Optional.of("sip:" + mailbox.number() + "@example.test");
        }))) {
            forgetful.mwi().publish(ALICE, ONE_NEW);
            Await.until("the first target has failed", () -> asked.get() == 1);
            forgetful.mwi().publish(BOB, ONE_NEW);
            forgetful.mwi().publish(ALICE, ONE_NEW);

            Await.until(
                    "both lamps are on",
                    () -> proxy.shown("1000").isPresent() && proxy.shown("2000").isPresent());
        }
    }

    private SipEndpoint endpoint(UnaryOperator<SipConfig.Builder> settings) {
        SipConfig.Builder builder =
                SipConfig.builder().listen("udp:127.0.0.1:0").outboundProxy("sip:127.0.0.1:" + proxy.port());
        SipEndpoint made = new SipEndpoint(settings.apply(builder).build(), new FakeMedia("127.0.0.1"));
        made.start(call -> {});
        return made;
    }

    @Test
    void whatIsPublishedBeforeTheStartIsSentThen() throws InterruptedException {
        SipEndpoint later = new SipEndpoint(
                SipConfig.builder()
                        .listen("udp:127.0.0.1:0")
                        .outboundProxy("sip:127.0.0.1:" + proxy.port())
                        .build(),
                new FakeMedia("127.0.0.1"));
        try (later) {
            later.mwi().publish(ALICE, ONE_NEW);
            later.start(call -> {});
            Await.until("the NOTIFY is there", () -> proxy.shown("1000").isPresent());
        }
        assertThat(proxy.notifies.get(0)).startsWith("NOTIFY sip:1000@127.0.0.1 SIP/2.0");
    }
}
