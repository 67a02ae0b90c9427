package org.voicemail4j.mail.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mail.smtp.SmtpConfig.Authentication;
import org.voicemail4j.mail.smtp.SmtpConfig.Security;

/** Mail to servers with a certificate that is trusted, and with one for another name. */
@SuppressWarnings("NullAway.Init") // what is set before the tests
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmtpTlsTest {

    private static final String ANNA = "anna@vm.test";
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext here;
    private static SSLContext elsewhere;

    @BeforeAll
    static void certificates(@TempDir Path folder) throws Exception {
        here = context(folder.resolve("here.p12"), "ip:127.0.0.1");
        elsewhere = context(folder.resolve("elsewhere.p12"), "dns:mail.vm.test");
    }

    /** Trusts its own certificate. */
    private static SSLContext context(Path file, String name) throws Exception {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("mail", keys.getCertificate("mail"));
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    private static MimeMessage mail() throws Exception {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setFrom("pbx@vm.test");
        mail.setRecipients(MimeMessage.RecipientType.TO, ANNA);
        mail.setText("hello");
        mail.saveChanges();
        return mail;
    }

    private static SmtpTransport to(ScriptedSmtp server, Security security, SSLContext trusted) {
        return new SmtpTransport(SmtpConfig.server("127.0.0.1", server.port())
                .times(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60))
                .security(security)
                .login(Authentication.PASSWORD, "anna", () -> "secret")
                .tls(trusted.getSocketFactory())
                .build());
    }

    @Test
    void mailGoesByTlsFromTheFirstOctet() throws Exception {
        try (ScriptedSmtp server = new ScriptedSmtp().offers("AUTH PLAIN").tls(here, true);
                SmtpTransport transport = to(server, Security.TLS, here)) {
            assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).accepted())
                    .containsExactly(ANNA);
            assertThat(server.secured()).isEqualTo(1);
            assertThat(server.mails()).hasSize(1);
            assertThat(server.heard()).anyMatch(line -> line.startsWith("AUTH PLAIN"));
        }
    }

    @Test
    void mailAndPasswordGoBehindStarttls() throws Exception {
        for (Security security : List.of(Security.STARTTLS, Security.STARTTLS_IF_OFFERED)) {
            try (ScriptedSmtp server = new ScriptedSmtp().tls(here, false);
                    SmtpTransport transport = to(server.offers("AUTH PLAIN\r\n250-STARTTLS"), security, here)) {
                assertThat(transport.send(mail(), "pbx@vm.test", List.of(ANNA)).accepted())
                        .containsExactly(ANNA);
                assertThat(server.secured()).isEqualTo(1);
                List<String> heard = server.heard();
                assertThat(heard.indexOf("STARTTLS")).isPositive();
                assertThat(heard.subList(0, heard.indexOf("STARTTLS"))).noneMatch(line -> line.startsWith("AUTH"));
            }
        }
    }

    @Test
    void aServerWithACertificateForAnotherNameOrThatNobodyTrustsGetsNothing() throws Exception {
        for (boolean fromTheStart : new boolean[] {true, false}) {
            for (SSLContext trusted : List.of(elsewhere, here)) {
                Security security = fromTheStart ? Security.TLS : Security.STARTTLS;
                try (ScriptedSmtp server = new ScriptedSmtp().tls(elsewhere, fromTheStart);
                        SmtpTransport transport = to(server, security, trusted)) {
                    assertThatThrownBy(() -> transport.send(mail(), "pbx@vm.test", List.of(ANNA)))
                            .isInstanceOf(MailException.class);
                    assertThat(server.mails()).isEmpty();
                    assertThat(server.heard()).noneMatch(line -> line.startsWith("AUTH"));
                }
            }
        }
    }
}
