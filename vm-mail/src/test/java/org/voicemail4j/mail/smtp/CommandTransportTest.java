package org.voicemail4j.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mail.command.Program;

class CommandTransportTest {

    private static final List<String> ANNA = List.of("anna@vm.test");

    @TempDir
    Path folder;

    private MailResult send(String script) throws Exception {
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setRecipients(MimeMessage.RecipientType.TO, "anna@vm.test");
        mail.setSubject("$(touch x) `id`");
        mail.setText("hello");
        Program program = new Program(List.of("/bin/sh", "-c", script), Duration.ofSeconds(20));
        return new CommandTransport(program).send(mail, "pbx@vm.test", ANNA);
    }

    @Test
    void theProgramReadsTheMailAndItsExitCodeDecides() throws Exception {
        Path taken = folder.resolve("taken");
        assertThat(send("cat > '" + taken + "'").accepted()).containsExactly("anna@vm.test");
        assertThat(Files.readString(taken)).contains("To: anna@vm.test", "Subject: $(touch x) `id`", "hello");
        assertThat(send("echo busy; exit 75").later().get("anna@vm.test")).contains("75", "busy");
        assertThat(send("echo unknown; exit 67").never().get("anna@vm.test")).contains("67", "unknown");
        assertThat(send("exit 1").later()).containsOnlyKeys("anna@vm.test");
    }

    @Test
    void aProgramThatCannotBeRunIsAsIfNobodyWereThere() throws Exception {
        Program missing = new Program(List.of(folder.resolve("missing").toString()), Duration.ofSeconds(20));
        MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
        mail.setText("hello");
        assertThatExceptionOfType(MailException.class)
                .isThrownBy(() -> new CommandTransport(missing).send(mail, "pbx@vm.test", ANNA))
                .withMessageContaining("missing");
    }
}
