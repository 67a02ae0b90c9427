package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a load balancer is told over HTTP while a server's database is away, and after it is back. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class ReadyWhileDatabaseIsAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Path conf;
    private org.h2.tools.Server database;
    private String url;

    @BeforeEach
    void startTheDatabase() throws Exception {
        conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        database = listening(0);
        url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/" + folder.resolve("messages");
    }

    @AfterEach
    void stopTheDatabase() {
        database.stop();
    }

    private static org.h2.tools.Server listening(int port) throws SQLException {
        return org.h2.tools.Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists")
                .start();
    }

    private Server serve(Optional<SubscriberName> table) throws IOException {
        return Server.start(ServerSettings.of(
                        List.of("udp:127.0.0.1:0"),
                        StoreName.database(url).journaledIn(folder.resolve("journal")),
                        conf)
                .mailboxes(new MailboxSources(conf, table))
                .sounds(Optional.of(TestServer.beepAlone(folder.resolve("sounds"))))
                .http(Optional.of(
                        new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty())))
                .build());
    }

    private String ready(Server server) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.administration().port() + "/ready");
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void awaitReady(Server server, String expected) {
        AtomicReference<String> said = new AtomicReference<>("");
        try {
            TestServer.await(expected, PATIENCE, () -> {
                said.set(ready(server));
                return expected.equals(said.get());
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + ", but said " + said, e);
        }
    }

    @Test
    void aServerWithAJournalStaysReadyWhileItsStoreIsAway() throws Exception {
        String all = "200 ready\ncalls: taken\nmailboxes: answer\nstore: answers\n";
        try (Server server = serve(Optional.empty())) {
            awaitReady(server, all);

            database.stop();
            awaitReady(
                    server, "200 ready\ncalls: taken\nmailboxes: answer\nstore: away, messages wait in the journal\n");

            database = listening(database.getPort());
            awaitReady(server, all);
        }
    }

    @Test
    void aServerIsNotReadyWhileNobodyCanSayWhoHasAMailbox() throws Exception {
        String all = "200 ready\ncalls: taken\nmailboxes: answer\nstore: answers\n";
        try (Server server = serve(Optional.of(new SubscriberName(url, Optional.empty())))) {
            awaitReady(server, all);

            database.stop();
            awaitReady(
                    server,
                    "503 not ready\ncalls: taken\nmailboxes: away\nstore: away, messages wait in the journal\n");
            assertThat(ready(server)).startsWith("503 ");

            database = listening(database.getPort());
            awaitReady(server, all);
        }
    }
}
