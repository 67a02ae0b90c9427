package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.http.Tokens;
import org.voicemail4j.examples.server.phone.Speech;

/** What programs do over HTTP, each test in mailboxes of its own. */
class ApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FULL = "full-token-0123456789";
    private static final String LOOKING = "read-token-0123456789";
    private static final String CONF = """
            [general]
            format = wav|gsm
            minpassword = 4
            [default]
            1000 => 4242,Ann Owner,ann@vm.test
            2000 => 4242,Ben Owner
            3000 => 4242,Cid Owner,,,backupdeleted=10
            4000 => 4242,Dan Owner
            5000 => 4242,Eve Owner,,,maxmsg=1
            """;

    @TempDir
    static Path folder;

    private static TestServer test;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        for (String mailbox : List.of("1000", "2000", "3000")) {
            place(mailbox);
        }
        HttpSettings settings = new HttpSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(Tokens.of(List.of("# who", "ops " + FULL, "", "wall " + LOOKING + " read"))));
        test = new TestServer(
                folder,
                CONF,
                all -> Server.start(all.http(Optional.of(settings)).build()));
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    /** A message as Asterisk leaves it. */
    private static void place(String mailbox) throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("spool/default/" + mailbox + "/INBOX"));
        Spool.write(inbox.resolve("msg0000.wav"), Speech.say(1, 11));
        Files.writeString(inbox.resolve("msg0000.txt"), """
                ;
                ; Message Information file
                ;
                [message]
                origmailbox=%s
                context=vm
                callerid="Zo\u00eb" <5551234>
                origtime=1795551825
                category=
                msg_id=1795551825-00000001
                flag=
                duration=1
                """.formatted(mailbox));
    }

    private static String message(String mailbox) {
        return "/v1/mailboxes/" + mailbox + "/messages/1795551825-00000001";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + test.server().administration().port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + FULL);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path).build());
    }

    private HttpResponse<String> send(String method, String path, String json) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build());
    }

    /** The others go on beside it: their mailboxes stay. */
    @Test
    void voicemailConfIsReadAgain() throws Exception {
        Path conf = folder.resolve("voicemail.conf");
        assertThat(get("/v1/mailboxes/6000").statusCode()).isEqualTo(404);
        Files.writeString(conf, CONF + "6000 => 4242,Fay Owner\n7000\n");
        HttpResponse<String> read = send("POST", "/v1/reload", "");
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.body()).contains("\"mailboxes\":6", "voicemail.conf:11: ", "\"afterRestart\":[]");
        assertThat(get("/v1/mailboxes/6000").body()).contains("Fay Owner");
        Files.writeString(conf, CONF + "6000 => 4242,Fay Owner,,,maxsecs=soon\n");
        HttpResponse<String> refused = send("POST", "/v1/reload", "");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("what was read before holds", "maxsecs is 'soon'");
        assertThat(get("/v1/mailboxes/6000").statusCode()).isEqualTo(200);
        Files.writeString(conf, CONF);
        assertThat(send("POST", "/v1/reload", "").statusCode()).isEqualTo(200);
        assertThat(get("/v1/mailboxes/6000").statusCode()).isEqualTo(404);
    }

    @Test
    void mailboxesAndMessagesAreListed() throws Exception {
        HttpResponse<String> mailboxes = get("/v1/mailboxes?limit=2");
        assertThat(mailboxes.statusCode()).isEqualTo(200);
        assertThat(mailboxes.body())
                .contains("\"mailbox\":\"1000@default\"", "\"name\":\"Ann Owner\"", "\"new\":1", "2000@default")
                .doesNotContain("3000@default", "4242");
        assertThat(get("/v1/mailboxes?after=3000@default").body())
                .contains("4000@default", "5000@default")
                .doesNotContain("3000@default");
        assertThat(get("/v1/mailboxes/1000").body()).contains("ann@vm.test");
        HttpResponse<String> messages = get("/v1/mailboxes/1000@default/messages?folder=inbox");
        assertThat(messages.body())
                .contains(
                        "\"id\":\"1795551825-00000001\"",
                        "\"received\":\"2026-11-24T20:23:45Z\"",
                        "\"number\":\"5551234\"")
                .contains("\"name\":\"Zo\u00eb\"", "\"folder\":\"INBOX\"");
        assertThat(get("/v1/mailboxes/1000/messages?folder=Old").body()).isEqualTo("{\"messages\":[]}");
        assertThat(get("/v1/mailboxes/1000/messages?folder=Attic").statusCode()).isEqualTo(400);
        assertThat(get("/v1/mailboxes/9999/messages").statusCode()).isEqualTo(404);
        assertThat(get("/v1/mailboxes/..%2F..%2Fetc/messages").statusCode()).isEqualTo(404);
        assertThat(get("/v1/mailboxes?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    void soundIsSentInTheFormatThatIsAskedFor() throws Exception {
        HttpResponse<byte[]> wav =
                client.send(request(message("1000") + "/sound?format=wav").build(), BodyHandlers.ofByteArray());
        assertThat(wav.headers().firstValue("Content-Type")).hasValue("audio/wav");
        Path file = Files.write(folder.resolve("downloaded.wav"), wav.body());
        assertThat(Spool.samples(file)).isEqualTo(Speech.say(1, 11));
        HttpResponse<byte[]> gsm =
                client.send(request(message("1000") + "/sound?format=gsm").build(), BodyHandlers.ofByteArray());
        int frames = (Speech.say(1, 11).length + 159) / 160;
        assertThat(gsm.body().length).isEqualTo(33 * frames);
        HttpResponse<String> head = send(request(message("1000") + "/sound?format=gsm")
                .method("HEAD", BodyPublishers.noBody())
                .build());
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(33L * frames);
        HttpResponse<byte[]> ogg =
                client.send(request(message("1000") + "/sound?format=ogg").build(), BodyHandlers.ofByteArray());
        assertThat(ogg.headers().firstValue("Content-Type")).hasValue("audio/ogg");
        assertThat(new String(ogg.body(), 0, 4, US_ASCII)).isEqualTo("OggS");
        assertThat(get(message("1000") + "/sound?format=vinyl").statusCode()).isEqualTo(400);
        assertThat(get("/v1/mailboxes/1000/messages/1-none/sound").statusCode()).isEqualTo(404);
    }

    @Test
    void marksChangeOnlyForWhomHasSeenTheMessageAsItIs() throws Exception {
        String path = message("2000");
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        assertThat(send(request(path).header("If-None-Match", tag).build()).statusCode())
                .isEqualTo(304);
        HttpRequest.Builder urgent = request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", tag)
                .method("PATCH", BodyPublishers.ofString("{\"urgent\":true,\"private\":true}"));
        HttpResponse<String> changed = send(urgent.build());
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).contains("\"urgent\":true", "\"private\":true");
        assertThat(changed.headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
        assertThat(send(urgent.build()).statusCode()).isEqualTo(412);
        assertThat(send("POST", path + "/forward", "{\"to\":[\"4000\"]}").body())
                .contains("is_private");
        for (String nonsense : List.of("{", "[]", "{\"urgent\":1}", "{\"ugrent\":true}", "{\"urgent\":true} x")) {
            assertThat(send("PATCH", path, nonsense).statusCode()).as(nonsense).isEqualTo(400);
        }
        assertThat(send("PATCH", path, "{\"category\":\"" + "x".repeat(20_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void aMessageIsForwardedMovedDeletedRestoredAndErased() throws Exception {
        String path = message("3000");
        HttpResponse<String> forwarded =
                send("POST", path + "/forward", "{\"to\":[\"4000@default\",\"5000\",\"5000\",\"9999\",\"../x\"]}");
        assertThat(forwarded.body())
                .isEqualTo("{\"results\":[{\"to\":\"4000@default\",\"result\":\"done\"},"
                        + "{\"to\":\"5000\",\"result\":\"done\"},{\"to\":\"5000\",\"result\":\"folder_full\"},"
                        + "{\"to\":\"9999\",\"result\":\"no_mailbox\"},{\"to\":\"../x\",\"result\":\"no_mailbox\"}]}");
        assertThat(get("/v1/mailboxes/4000").body()).contains("\"new\":1");
        assertThat(send("POST", path + "/restore", "").statusCode()).isEqualTo(409);
        assertThat(send("POST", path + "/move", "{\"folder\":\"Work\"}").statusCode())
                .isEqualTo(204);
        assertThat(get(path).body()).contains("\"folder\":\"Work\"");
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(get(path).body()).contains("\"folder\":\"Deleted\"");
        assertThat(send("POST", path + "/restore", "").statusCode()).isEqualTo(204);
        assertThat(get(path).body()).contains("\"folder\":\"Old\"");
        assertThat(send("DELETE", path + "?erase=true", "").statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void greetingsAreListedSentTakenAndDeleted() throws Exception {
        String path = "/v1/mailboxes/4000/greetings/busy";
        assertThat(get(path).statusCode()).isEqualTo(404);
        Path wav = folder.resolve("greeting.wav");
        Spool.write(wav, Speech.say(2, 7));
        HttpRequest put = request(path)
                .header("Content-Type", "audio/wav")
                .PUT(BodyPublishers.ofFile(wav))
                .build();
        assertThat(send(put).statusCode()).isEqualTo(204);
        assertThat(get("/v1/mailboxes/4000/greetings").body())
                .containsPattern("\"greeting\":\"busy\",\"durationMillis\":[12][0-9]{3},\"format\":\"wav\"");
        assertThat(get(path + "?format=ulaw").statusCode()).isEqualTo(200);
        assertThat(send("PUT", path, "{}").statusCode()).isEqualTo(415);
        assertThat(send(request(path)
                                .header("Content-Type", "audio/wav")
                                .PUT(BodyPublishers.ofString("RIFF no wave"))
                                .build())
                        .statusCode())
                .isEqualTo(422);
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", path, "").statusCode()).isEqualTo(404);
        assertThat(get("/v1/mailboxes/4000/greetings/rude").statusCode()).isEqualTo(404);
    }

    @Test
    void aPinIsSetByTheRulesAndAMailboxUnlocked() throws Exception {
        String path = "/v1/mailboxes/4000/pin";
        assertThat(send("PUT", path, "{\"pin\":\"12\"}").statusCode()).isEqualTo(422);
        HttpResponse<String> refused = send("PUT", path, "{\"pin\":\"12#a\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain("12#a");
        assertThat(send("PUT", path, "{\"pin\":\"739146\"}").statusCode()).isEqualTo(204);
        assertThat(folder.resolve("spool/default/4000/credentials")).exists();
        assertThat(send("POST", "/v1/mailboxes/4000/unlock", "").statusCode()).isEqualTo(204);
        assertThat(send("POST", "/v1/mailboxes/9999/unlock", "").statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyGetsInWithoutATokenAndWhoeverMayLookChangesNothing() throws Exception {
        URI uri = request("/v1/mailboxes").build().uri();
        for (String wrong : List.of("Bearer nobodys-token-0123456789", "Bearer ", "Basic " + FULL, FULL)) {
            HttpResponse<String> answer = send(
                    HttpRequest.newBuilder(uri).header("Authorization", wrong).build());
            assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"voicemail\"");
        }
        assertThat(send(HttpRequest.newBuilder(uri).build()).statusCode()).isEqualTo(401);
        HttpRequest.Builder looking = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + LOOKING);
        assertThat(send(looking.build()).statusCode()).isEqualTo(200);
        URI unlock = request("/v1/mailboxes/1000/unlock").build().uri();
        assertThat(send(looking.uri(unlock).POST(BodyPublishers.noBody()).build())
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> put = send("PUT", "/v1/mailboxes", "{}");
        assertThat(put.statusCode()).isEqualTo(405);
        assertThat(put.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void theDocumentNamesEveryPathAndMethodAndNoOther() throws Exception {
        TreeSet<String> served = new TreeSet<>();
        test.server().administration().routes().forEach(route -> served.add(route.method() + " " + route.path()));
        assertThat(documented()).isEqualTo(served);
    }

    /** The document keeps to one layout: a path is a key two blanks in, a method one four blanks in. */
    private static TreeSet<String> documented() throws Exception {
        Pattern key = Pattern.compile("(  /\\S+|    (get|put|post|patch|delete)):");
        TreeSet<String> documented = new TreeSet<>();
        List<String> path = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("../../docs/openapi.yaml"))) {
            Matcher matcher = key.matcher(line);
            if (matcher.matches() && matcher.group(2) == null) {
                path.add(matcher.group(1).strip());
            } else if (matcher.matches()) {
                documented.add(matcher.group(2).toUpperCase(Locale.ROOT) + " " + path.get(path.size() - 1));
            }
        }
        return documented;
    }
}
