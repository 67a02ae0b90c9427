package org.voicemail4j.mail.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mail.smtp.SmtpConfig.Authentication;
import org.voicemail4j.mail.smtp.SmtpConfig.Security;

@Timeout(120)
class SmtpTransportTest {

    private static final String ANNA = "anna@vm.test";
    private static final String BERT = "bert@vm.test";
    private static final String CARL = "carl@vm.test";

    private static MimeMessage mail() throws Exception {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom("pbx@vm.test");
        mail.setRecipients(MimeMessage.RecipientType.TO, ANNA);
        mail.setSubject("hello");
        mail.setText("first\n.\n..dots\n");
        mail.saveChanges();
        return mail;
    }

    private static SmtpConfig.Builder to(int port) {
        return SmtpConfig.server("127.0.0.1", port)
                .times(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));
    }

    private static GreenMail greenMail(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(20_000);
        GreenMail server = new GreenMail(setup);
        server.setUser(ANNA, "anna", "secret");
        server.start();
        return server;
    }

    @Test
    void mailArrivesOverOneConnectionForSeveralMails() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTP);
        try (SmtpTransport transport =
                new SmtpTransport(to(server.getSmtp().getPort()).build())) {
            for (int i = 0; i < 3; i++) {
                assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).accepted())
                        .containsExactly(ANNA);
            }
            assertThat(server.getReceivedMessages()).hasSize(3);
            assertThat(server.getReceivedMessages()[0].getContent().toString())
                    .isEqualToNormalizingNewlines("first\n.\n..dots");
        } finally {
            server.stop();
        }
    }

    @Test
    void implicitTlsWithAPasswordIsSpoken() throws Exception {
        GreenMail server = greenMail(ServerSetup.PROTOCOL_SMTPS);
        SmtpConfig config = to(server.getSmtps().getPort())
                .security(Security.TLS)
                .tls(new DummySSLSocketFactory())
                .login(Authentication.PASSWORD, "anna", () -> "secret")
                .build();
        try (SmtpTransport transport = new SmtpTransport(config)) {
            // GreenMail's certificate is for another name, which is told apart from a trusted one
            assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void withoutTheStarttlsThatIsRequiredNothingIsSent() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp();
                SmtpTransport transport = new SmtpTransport(
                        to(server.port()).security(Security.STARTTLS).build())) {
            assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("STARTTLS");
            assertThat(server.mails()).isEmpty();
        }
    }

    private static MailResult sent(ScriptedSmtp server) throws Exception {
        try (SmtpTransport transport = new SmtpTransport(to(server.port()).build())) {
            return transport.send(mail(), "pbx@vm.test", List.of(ANNA, BERT));
        }
    }

    @Test
    void aMailThatIsTooLargeForTheServerOrForSomebodyIsTold() throws Exception {
        for (Map.Entry<String, String> refusal : Map.of(
                        "MAIL FROM", "552 5.3.4 Message size exceeds fixed limit",
                        "DATA", "552 message too big",
                        ".", "552 5.2.3 Message length exceeds administrative limit")
                .entrySet()) {
            try (ScriptedSmtp server = new ScriptedSmtp().answer(refusal.getKey(), refusal.getValue())) {
                MailResult result = sent(server);
                assertThat(result.tooLarge()).as(refusal.getKey()).containsOnlyKeys(ANNA, BERT);
                assertThat(result.never()).isEmpty();
                assertThat(result.later()).isEmpty();
            }
        }
        try (ScriptedSmtp server = new ScriptedSmtp().answer("RCPT TO:<" + BERT, "552 5.3.4 too big for him")) {
            MailResult result = sent(server);
            assertThat(result.accepted()).containsExactly(ANNA);
            assertThat(result.tooLarge()).containsOnlyKeys(BERT);
        }
    }

    @Test
    void aFullMailboxOrAWordOfSizesIsNoMailThatIsTooLarge() throws Exception {
        for (String answer : List.of("552 5.2.2 mailbox full", "554 5.7.1 we mind your size", "452 4.3.1 no room")) {
            try (ScriptedSmtp server = new ScriptedSmtp().answer(".", answer)) {
                assertThat(sent(server).tooLarge()).as(answer).isEmpty();
            }
        }
    }

    @Test
    void aServerThatSaysWhatItTakesIsToldHowLongAMailIsAndGetsNoLongerOne() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp().offers("SIZE 100")) {
            MailResult result = sent(server);
            assertThat(result.tooLarge()).containsOnlyKeys(ANNA, BERT);
            assertThat(result.tooLarge().get(ANNA)).contains("up to 100 octets");
            assertThat(server.heard()).noneMatch(line -> line.startsWith("MAIL"));
        }
        for (String extension : List.of("SIZE 100000", "SIZE 0", "SIZE")) {
            try (ScriptedSmtp server = new ScriptedSmtp().offers(extension)) {
                assertThat(sent(server).accepted()).containsExactlyInAnyOrder(ANNA, BERT);
                int octets = server.mails().get(0).replace("\n", "\r\n").length();
                int stuffed = 2; // a dot before each line that begins with one
                assertThat(server.heard())
                        .anyMatch(line -> line.startsWith("MAIL FROM:<pbx@vm.test> SIZE=" + (octets - stuffed)));
            }
        }
        try (ScriptedSmtp server = new ScriptedSmtp()) {
            sent(server);
            assertThat(server.heard()).noneMatch(line -> line.contains("SIZE="));
        }
    }

    @Test
    void whatTheServerSaysOfEachRecipientIsTold() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp()
                        .answer("RCPT TO:<" + BERT, "450 4.2.1 busy")
                        .answer("RCPT TO:<" + CARL, "550 5.1.1 nobody");
                SmtpTransport transport = new SmtpTransport(to(server.port()).build())) {
            MailResult result = transport.send(mail(), "pbx@vm.test", List.of(ANNA, BERT, CARL));
            assertThat(result.accepted()).containsExactly(ANNA);
            assertThat(result.later()).containsOnlyKeys(BERT);
            assertThat(result.later().get(BERT)).contains("450");
            assertThat(result.never()).containsOnlyKeys(CARL);
            assertThat(result.never().get(CARL)).contains("550");
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void whatIsNoAddressIsRefusedForGoodAndTheOthersGetTheirMail() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp();
                SmtpTransport transport = new SmtpTransport(to(server.port()).build())) {
            MailResult result = transport.send(mail(), "pbx@vm.test", List.of("anna@@vm..test", ANNA));
            assertThat(result.accepted()).containsExactly(ANNA);
            assertThat(result.later()).isEmpty();
            assertThat(result.never()).containsOnlyKeys("anna@@vm..test");
            assertThat(transport.send(mail(), "pbx@vm.test", List.of("anna")).never())
                    .containsOnlyKeys("anna");
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void whatTheServerSaysOfTheMailIsTold() throws Exception {
        for (Map.Entry<String, String> step :
                Map.of(".", "554 no", "MAIL", "553 not you").entrySet()) {
            try (ScriptedSmtp server = new ScriptedSmtp().answer(step.getKey(), step.getValue());
                    SmtpTransport transport =
                            new SmtpTransport(to(server.port()).build())) {
                assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).never())
                        .as(step.toString())
                        .containsOnlyKeys(ANNA);
                server.answer(step.getKey(), "451 later");
                assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).later())
                        .as(step.toString())
                        .containsOnlyKeys(ANNA);
            }
        }
    }

    @Test
    void xoauth2SendsTheTokenOfTheMoment() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp().offers("AUTH XOAUTH2 PLAIN");
                SmtpTransport transport = new SmtpTransport(to(server.port())
                        .security(Security.NONE)
                        .login(Authentication.XOAUTH2, "pbx@vm.test", () -> "token-1")
                        .build())) {
            assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).accepted())
                    .containsExactly(ANNA);
            String auth = server.heard().stream()
                    .filter(line -> line.startsWith("AUTH XOAUTH2 "))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(Base64.getDecoder().decode(auth.substring(13)), UTF_8))
                    .isEqualTo("user=pbx@vm.test\001auth=Bearer token-1\001\001");
        }
    }

    @Test
    void aPasswordIsNotSentInClearUnlessThatIsWanted() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp().offers("AUTH PLAIN");
                SmtpTransport transport = new SmtpTransport(to(server.port())
                        .login(Authentication.PASSWORD, "pbx", () -> "secret")
                        .build())) {
            assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                    .isInstanceOf(MailException.class);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void aWrongPasswordIsAReasonToWait() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp().offers("AUTH PLAIN").answer("AUTH", "535 no");
                SmtpTransport transport = new SmtpTransport(to(server.port())
                        .security(Security.NONE)
                        .login(Authentication.PASSWORD, "pbx", () -> "wrong-secret")
                        .build())) {
            assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining("535")
                    .hasMessageNotContaining("wrong-secret");
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void aServerThatAnswersOctetByOctetIsLeftAtTheDeadline() throws Exception {
        try (ScriptedSmtp server =
                        new ScriptedSmtp().slow(Duration.ofMillis(200).toNanos());
                SmtpTransport transport = new SmtpTransport(SmtpConfig.server("127.0.0.1", server.port())
                        .times(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(2))
                        .build())) {
            assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                    .isInstanceOf(MailException.class);
            assertThat(server.mails()).isEmpty();
        }
    }

    @Test
    void nobodyThereIsAReasonToWait() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        try (SmtpTransport transport = new SmtpTransport(to(port).build())) {
            assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                    .isInstanceOf(MailException.class)
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    @Test
    void aConnectionThatEndedWhileItWasKeptIsReplaced() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp()) {
            try (SmtpTransport transport = new SmtpTransport(to(server.port()).build())) {
                transport.send(mail(), "pbx@vm.test", List.of(ANNA));
                server.hangUp();
                assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).accepted())
                        .containsExactly(ANNA);
            }
            assertThat(server.mails()).hasSize(2);
        }
    }

    @Test
    void aKeptConnectionIsAskedOnceWhetherItIsStillThere() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp();
                SmtpTransport transport = new SmtpTransport(to(server.port()).build())) {
            transport.send(mail(), "pbx@vm.test", List.of(ANNA));
            transport.send(mail(), "pbx@vm.test", List.of(ANNA));
            assertThat(server.heard().stream().filter("NOOP"::equals)).hasSize(1);
            assertThat(server.heard().stream().filter(line -> line.startsWith("EHLO")))
                    .hasSize(1);
        }
    }
}
