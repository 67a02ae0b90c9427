package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mail.hook.WebhookNotifier;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.smtp.MailResult;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mail.speech.Transcripts;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ManualClock;

/** What was said stands in mails and hooks, whatever characters it has, and nothing waits for it in vain. */
@Timeout(60)
class SaidInMailsTest {

    private static final MailboxId ANNA = new MailboxId("default", "1000");
    private static final String SAID = "Call <me> back, \"now\" & ${VM_NAME}";

    @TempDir
    Path folder;

    private volatile Transcription answer = Transcription.of(SAID);
    private VoicemailConfDirectory directory;
    private InMemoryMessageStore store;
    private Transcripts transcripts;

    @BeforeEach
    void leave() {
        directory = Mailboxes.of(folder, "[default]\n1000 => 4711,Anna,anna@vm.test,,attach=no\n");
        store = new InMemoryMessageStore(
                (mailbox, message) -> {
                    List<Dispatch> all =
                            new ArrayList<>(EmailNotifier.rule(directory).of(mailbox, message));
                    all.addAll(WebhookNotifier.rule().of(mailbox, message));
                    return all;
                },
                ManualClock.at("2026-11-24T20:24:00Z"));
        transcripts = new Transcripts(store, directory, (sound, language) -> answer, mailbox -> true);
        DepositStart start = store.beginDeposit(
                ANNA, Envelope.received(Instant.EPOCH).build(), new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            for (AudioSink sink : deposit.renditions()) {
                sink.append(ByteBuffer.allocate(16_000));
            }
            deposit.commit();
        }
    }

    private OutboxEntry entry(String channel) {
        return store.outbox().orElseThrow().list(10).stream()
                .filter(one -> one.dispatch().channel().equals(channel))
                .findFirst()
                .orElseThrow();
    }

    private String mail() {
        CompletableFuture<String> sent = new CompletableFuture<>();
        MailTransport transport = new MailTransport() {
            @Override
            public MailResult send(MimeMessage mail, String sender, List<String> to) {
                sent.complete(whole(mail));
                return new MailResult(Set.copyOf(to), Map.of(), Map.of());
            }
        };
        EmailNotifier notifier = EmailNotifier.sending(directory, store, transport)
                .options(Mailboxes.options(directory))
                .transcripts(transcripts)
                .build();
        assertThat(notifier.mail().send(entry(EmailNotifier.MAIL))).isEqualTo(new SendResult.Sent());
        return sent.join();
    }

    private static String whole(MimeMessage mail) {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            mail.writeTo(octets);
            return octets.toString(UTF_8);
        } catch (IOException | MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMailSaysWhatWasSaidInBothParts() {
        assertThat(mail())
                .contains("What a machine understood:", SAID)
                .contains("Call &lt;me&gt; back, &quot;now&quot; &amp; ${VM_NAME}");
    }

    @Test
    void aMailThatNobodyCouldWriteDownGoesWithoutWords() {
        answer = new Transcription.Failed("no model", true);
        assertThat(mail()).contains("left you a voice message").doesNotContain("understood");
    }

    @Test
    void aHookIsToldWhatWasSaid() throws Exception {
        CompletableFuture<String> body = new CompletableFuture<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            body.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        try (WebhookNotifier hook = WebhookNotifier.to(address, "0123456789abcdef")
                .transcripts(transcripts)
                .build()) {
            assertThat(hook.send(entry(WebhookNotifier.WEBHOOK))).isEqualTo(new SendResult.Sent());
        } finally {
            server.stop(0);
        }
        assertThat(body.get(30, TimeUnit.SECONDS))
                .endsWith(",\"callId\":\"\",\"transcript\":\"Call <me> back, \\\"now\\\" & ${VM_NAME}\"}");
    }
}
