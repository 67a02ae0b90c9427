package org.voicemail4j.mail.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.mail.EmailNotifier;
import org.voicemail4j.mail.GatewayNotifier;
import org.voicemail4j.mail.hook.WebhookNotifier;
import org.voicemail4j.mail.smtp.MailException;
import org.voicemail4j.mail.smtp.MailResult;
import org.voicemail4j.mail.speech.Transcripts;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.Subscribers;

/** The contract, kept by all carriers here, and broken by such as integrators might write. */
class CarrierContractTest {

    private static final MailboxId ALICE = Subscribers.ALICE.mailbox();

    private final MailboxDirectory directory = new InMemoryMailboxDirectory(Subscribers.ALL);
    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger entries = new AtomicInteger();
    private volatile boolean away;

    /** What the carriers' tests have in common: a message each, and somebody who receives or is away. */
    private abstract class Common implements CarrierContract {

        abstract DispatchRule rule();

        @Override
        public OutboxEntry entry() {
            Message message = leave();
            return CarrierContractTest.this.entry(
                    message, rule().of(ALICE, message).get(0));
        }

        @Override
        public int received() {
            return received.get();
        }

        @Override
        public void cutOff() {
            away = true;
        }

        @Override
        public void mend() {
            away = false;
        }
    }

    private Message leave() {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositStart start = store.beginDeposit(ALICE, envelope, new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            deposit.recordingBegins();
            deposit.renditions().get(0).append(ByteBuffer.allocate(16_000));
            return deposit.commit().orElseThrow();
        }
    }

    private OutboxEntry entry(Message message, Dispatch dispatch) {
        return new OutboxEntry(
                String.format(Locale.ROOT, "%032x", entries.incrementAndGet()),
                ALICE,
                message.id(),
                dispatch,
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                OutboxEntry.State.WAITING,
                "");
    }

    @Nested
    class OfMails extends Common {

        private final Carrier carrier = EmailNotifier.sending(directory, store, (mail, sender, recipients) -> {
                    if (away) {
                        throw new MailException("nobody there", null);
                    }
                    received.incrementAndGet();
                    return new MailResult(Set.copyOf(recipients), Map.of(), Map.of());
                })
                .build()
                .mail();

        @Override
        public Carrier carrier() {
            return carrier;
        }

        @Override
        DispatchRule rule() {
            return EmailNotifier.rule(directory);
        }
    }

    @Nested
    class OfTranscripts extends Common {

        private final Carrier carrier = new Transcripts(
                store,
                directory,
                (sound, language) -> {
                    if (away) {
                        return new Transcription.Failed("nobody there", true);
                    }
                    return Transcription.of("word " + received.incrementAndGet());
                },
                mailbox -> true);

        @Override
        public Carrier carrier() {
            return carrier;
        }

        @Override
        DispatchRule rule() {
            return Transcripts.rule();
        }
    }

    /** By HTTP, to a server that takes everything or is overloaded. */
    private abstract class ByHttp extends Common {

        private HttpServer server;

        @BeforeEach
        void open() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    exchange.getRequestBody().readAllBytes();
                    if (!away) {
                        received.incrementAndGet();
                    }
                    exchange.sendResponseHeaders(away ? 503 : 204, -1);
                }
            });
            server.start();
        }

        @AfterEach
        void close() {
            server.stop(0);
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/new");
        }
    }

    @Nested
    class OfHooks extends ByHttp {

        private WebhookNotifier notifier;

        @BeforeEach
        void build() {
            notifier = WebhookNotifier.to(address(), "0123456789abcdef-secret")
                    .patience(Duration.ofSeconds(30))
                    .build();
        }

        @AfterEach
        void end() {
            notifier.close();
        }

        @Override
        public Carrier carrier() {
            return notifier;
        }

        @Override
        DispatchRule rule() {
            return WebhookNotifier.rule();
        }
    }

    @Nested
    class OfShortMessages extends ByHttp {

        private GatewayNotifier notifier;

        @BeforeEach
        void build() {
            notifier = GatewayNotifier.to("sms", address().toString(), directory, store)
                    .options((mailbox, option) -> Optional.of("+4930123456").filter(number -> option.equals("smsto")))
                    .patience(Duration.ofSeconds(30))
                    .build();
        }

        @AfterEach
        void end() {
            notifier.close();
        }

        @Override
        public Carrier carrier() {
            return notifier;
        }

        @Override
        DispatchRule rule() {
            return GatewayNotifier.rule("sms");
        }
    }

    /** A carrier that counts; what is planted overrides. */
    private class Counting implements Carrier {

        @Override
        public String channel() {
            return "counted";
        }

        @Override
        public SendResult send(OutboxEntry entry) {
            if (away) {
                return new SendResult.Later(entry.dispatch().content(), "nobody there");
            }
            received.incrementAndGet();
            return new SendResult.Sent();
        }
    }

    private abstract class Counted extends Common {

        @Override
        DispatchRule rule() {
            return (mailbox, message) -> List.of(new Dispatch("counted", "x"));
        }
    }

    @Nested
    class ThatCount extends Counted {

        private final Carrier carrier = new Counting();

        @Override
        public Carrier carrier() {
            return carrier;
        }
    }

    private void breaks(Carrier faulty, Consumer<CarrierContract> test) {
        CarrierContract contract = new Counted() {
            @Override
            public Carrier carrier() {
                return faulty;
            }
        };
        ThrowingCallable run = () -> test.accept(contract);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoHasAnotherChannelEachTimeIsFound() {
        breaks(
                new Counting() {
                    @Override
                    public String channel() {
                        return "counted" + entries.incrementAndGet();
                    }
                },
                CarrierContract::itHasOneChannelAndItsNameIsOne);
    }

    @Test
    void whoSendsNothingIsFound() {
        breaks(
                new Counting() {
                    @Override
                    public SendResult send(OutboxEntry entry) {
                        return new SendResult.Sent();
                    }
                },
                CarrierContract::whatIsSentArrives);
    }

    @Test
    void whoGivesUpAtOnceIsFound() {
        breaks(
                new Counting() {
                    @Override
                    public SendResult send(OutboxEntry entry) {
                        return away ? new SendResult.Never("x", "nobody there") : super.send(entry);
                    }
                },
                CarrierContract::whatCannotBeSentNowGoesLater);
    }

    @Test
    void whoForgetsWhatTheEntrySaysIsFound() {
        breaks(
                new Counting() {
                    @Override
                    public SendResult send(OutboxEntry entry) {
                        if (away) {
                            return new SendResult.Later("", "nobody there");
                        }
                        return entry.dispatch().content().isEmpty()
                                ? new SendResult.Never("", "planted: what was it?")
                                : super.send(entry);
                    }
                },
                CarrierContract::whatCannotBeSentNowGoesLater);
    }

    @Test
    void whoServesOneThreadIsFound() {
        Thread first = Thread.currentThread();
        breaks(
                new Counting() {
                    @Override
                    public SendResult send(OutboxEntry entry) {
                        return Thread.currentThread() == first ? super.send(entry) : new SendResult.Never("x", "busy");
                    }
                },
                CarrierContract::severalGoAtOnce);
    }
}
