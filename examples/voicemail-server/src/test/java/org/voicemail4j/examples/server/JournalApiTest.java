package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.api.JournalApi;
import org.voicemail4j.examples.server.http.HttpListener;
import org.voicemail4j.examples.server.http.Router;
import org.voicemail4j.examples.server.http.Tokens;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.testkit.InMemoryMessageStore;

/** What an operator does about recordings that the store would not take. */
class JournalApiTest {

    private static final MailboxId ANN = MailboxId.parse("1000");
    private static final String TOKEN = "full-token-0123456789";

    @TempDir
    private Path folder;

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final AtomicBoolean refusing = new AtomicBoolean(true);
    private final HttpClient client = HttpClient.newHttpClient();

    /** A store that refuses what one caller leaves. */
    private LedgeredStore fickle() {
        return (LedgeredStore) Proxy.newProxyInstance(
                LedgeredStore.class.getClassLoader(), new Class<?>[] {LedgeredStore.class}, (proxy, method, given) -> {
                    boolean isOdd = method.getName().equals("beginDelivery")
                            && ((Envelope) given[1]).caller().number().equals(Optional.of("666"));
                    if (isOdd && refusing.get()) {
                        throw new StoreException("column caller_number of table vm_message takes no 666");
                    }
                    try {
                        return method.invoke(store, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static void leave(MessageStore journal, String caller) {
        Envelope envelope = Envelope.received(Instant.ofEpochSecond(1_795_374_126L))
                .caller(Party.of("Caller", caller))
                .build();
        DepositTerms terms = new DepositTerms(100, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) journal.beginDeposit(ANN, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(1600));
            deposit.commit();
        }
    }

    private String ask(HttpListener listener, String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + listener.address().getPort() + path);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static HttpListener listen(MessageStore store) throws IOException {
        return HttpListener.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Router(new JournalApi(store).routes()),
                Tokens.of(List.of("ops " + TOKEN)));
    }

    @Test
    void whatWasParkedIsBroughtAgainWhenAnOperatorSaysSo() throws Exception {
        try (JournaledMessageStore journal = JournaledMessageStore.builder(folder, fickle())
                        .mostTries(2)
                        .longestPause(Duration.ofMillis(20))
                        .build();
                HttpListener listener = listen(journal)) {
            leave(journal, "666");
            leave(journal, "5551001");
            TestServer.await("a parked recording", () -> journal.pending().parked() == 1);
            TestServer.await("nothing that waits", () -> journal.pending().isEmpty());
            assertThat(ask(listener, "GET", "/v1/journal"))
                    .startsWith("200 {\"messages\":0,\"greetings\":0,\"octets\":")
                    .contains("\"parked\":1");
            assertThat(ask(listener, "GET", "/v1/journal/parked"))
                    .startsWith("200 {")
                    .contains("\"parked\":1", "\"mailbox\":\"1000@default\"", "\"caller\":\"666\"")
                    .contains("\"received\":\"2026-11-22T19:02:06Z\"", ".parked\"")
                    .doesNotContain("5551001");
            refusing.set(false);
            assertThat(ask(listener, "POST", "/v1/journal/retry")).isEqualTo("200 {\"retried\":1}");
            TestServer.await(
                    "both messages", () -> store.list(ANN, Folder.INBOX).size() == 2);
            assertThat(ask(listener, "GET", "/v1/journal")).contains("\"parked\":0");
            assertThat(ask(listener, "POST", "/v1/journal/retry")).isEqualTo("200 {\"retried\":0}");
        }
    }

    @Test
    void whereThereIsNoJournalItIsSaidSo() throws Exception {
        try (HttpListener listener = listen(store)) {
            assertThat(ask(listener, "GET", "/v1/journal")).startsWith("404 ").contains("without a journal");
        }
    }
}
