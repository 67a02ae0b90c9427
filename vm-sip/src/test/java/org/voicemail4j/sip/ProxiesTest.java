package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** Lamps by two proxies, of which one may be away, and by names that name servers know. */
class ProxiesTest {

    private static final MailboxId ALICE = MailboxId.parse("1000@default");

    private final LampProxy first = new LampProxy();
    private final LampProxy second = new LampProxy();
    private final FakeDns dns = new FakeDns();
    private final List<ProxyEvent> events = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // by start
    private SipEndpoint endpoint;

    private void start(UnaryOperator<ProxyConfig.Builder> settings) {
        ProxyConfig proxies = settings.apply(ProxyConfig.builder().lookup(dns).listener(events::add))
                .build();
        SipConfig config = SipConfig.builder()
                .listen("udp:127.0.0.1:0")
                .proxies(proxies)
                .mwiTarget("sip:{number}@example.test")
                .build();
        endpoint = new SipEndpoint(config, new FakeMedia("127.0.0.1"));
        endpoint.start(call -> {}, mailbox -> Optional.empty());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (endpoint != null) {
            endpoint.close();
        }
        first.close();
        second.close();
    }

    private void publish(int messages) {
        endpoint.mwi().publish(ALICE, new MessageSummary(new MessageCounts(messages, 0, 0, 0)));
    }

    private static void awaitLamp(LampProxy proxy, int messages) {
        Await.until(
                "the lamp",
                () -> proxy.shown("1000")
                        .filter(shown -> shown.voice().newMessages() == messages)
                        .isPresent());
    }

    @Test
    void nameServersThatHangHoldNeitherTheNextWayNorWhoWatches() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(2);
        DnsLookup slow = new FakeDns() {
            @Override
            public List<InetAddress> addresses(String host) {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return List.of();
            }
        };
        SipConfig config = SipConfig.builder()
                .listen("udp:127.0.0.1:0")
                .proxies(ProxyConfig.builder().lookup(slow).build())
                .build();
        try (Outbound outbound = new Outbound(config)) {
            for (int i = 0; i < 20; i++) {
                SipUri host = SipUri.parse("sip:host" + i + ".test:5060").orElseThrow();
                outbound.to(host).straightTo(host);
            }
            outbound.failingOver().execute(working::countDown);
            outbound.watching().execute(working::countDown);

            assertThat(working.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            hanging.countDown();
        }
    }

    private static String at(LampProxy proxy) {
        return "sip:127.0.0.1:" + proxy.port();
    }

    private static UnaryOperator<ProxyConfig.Builder> asked(UnaryOperator<ProxyConfig.Builder> more) {
        return settings -> more.apply(settings).keepAlive(Duration.ofMillis(200), Duration.ofSeconds(2));
    }

    @Test
    void theFirstProxyIsUsedAndTheOtherOneWhenItGoesDown() {
        start(asked(settings -> settings.proxy(at(first)).proxy(at(second))));
        publish(1);
        awaitLamp(first, 1);
        assertThat(second.shown("1000")).isEmpty();
        Await.until("the event", () -> events.contains(new ProxyEvent.Up(at(first), "udp:127.0.0.1:" + first.port())));

        first.stall(true);
        publish(2); // whether or not it is known to be down yet
        awaitLamp(second, 2);
        Await.until(
                "the event",
                () -> events.contains(new ProxyEvent.Down(at(first), "udp:127.0.0.1:" + first.port(), 408)));

        first.stall(false);
        Await.until(
                "the event",
                () -> events.stream()
                                .filter(new ProxyEvent.Up(at(first), "udp:127.0.0.1:" + first.port())::equals)
                                .count()
                        == 2);
        publish(3);
        awaitLamp(first, 3);
        assertThat(second.shown("1000").orElseThrow().voice().newMessages()).isEqualTo(2);
    }

    @Test
    void aProxyThatServesNobodyNowIsPassedOver() {
        first.answer(request -> 503);
        start(settings -> settings.proxy(at(first)).proxy(at(second)));
        publish(1);
        awaitLamp(second, 1);
        assertThat(first.notifies).hasSize(1);
    }

    @Test
    void anotherRefusalIsNotTriedElsewhere() throws InterruptedException {
        first.answer(request -> 404);
        start(settings -> settings.proxy(at(first)).proxy(at(second)));
        publish(1);
        Await.until("the request", () -> first.notifies.size() == 1);
        first.answer(request -> 200);
        publish(2);
        awaitLamp(first, 2);
        assertThat(second.notifies).isEmpty();
    }

    @Test
    void aDomainsServersAreFoundAndTheNextOneServesWhereTheFirstIsAway() {
        dns.server("_sip._udp.example.test", 1, 0, first.port(), "a.example.test")
                .server("_sip._udp.example.test", 2, 0, second.port(), "b.example.test")
                .host("a.example.test", "127.0.0.1")
                .host("b.example.test", "127.0.0.1");
        start(asked(settings -> settings.proxy("sip:example.test")));
        publish(1);
        awaitLamp(first, 1);
        assertThat(first.notifies).anyMatch(request -> request.contains("Route: <sip:example.test;lr>"));

        first.stall(true);
        publish(2);
        awaitLamp(second, 2);
    }

    @Test
    void whatWasFoundHoldsWhileNameServersAreAway() {
        dns.server("_sip._udp.example.test", 1, 0, first.port(), "a.example.test")
                .host("a.example.test", "127.0.0.1");
        start(settings -> settings.proxy("sip:example.test").locateEvery(Duration.ofMillis(10)));
        publish(1);
        awaitLamp(first, 1);
        dns.away = true;
        int before = dns.asked.get();
        publish(2);
        awaitLamp(first, 2);
        AtomicInteger messages = new AtomicInteger(2);
        Await.until("another question", () -> {
            publish(messages.incrementAndGet()); // what was found a moment ago is not asked for
            return dns.asked.get() > before;
        });
        awaitLamp(first, messages.get());
    }

    @Test
    void aProxyThatNobodyKnowsIsSaidAndItsLampsAreTriedAgain() {
        start(settings -> settings.proxy("sip:example.test").locateEvery(Duration.ofMillis(10)));
        publish(1);
        Await.until("the event", () -> events.stream().anyMatch(ProxyEvent.NotFound.class::isInstance));
        dns.server("_sip._udp.example.test", 1, 0, first.port(), "a.example.test")
                .host("a.example.test", "127.0.0.1");
        awaitLamp(first, 1);
    }
}
