package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.fs.FileCredentialStore;

/** The PIN of Asterisk's secret.conf holds where passwordlocation says so, for one mailbox as for all. */
class PasswordLocationTest {

    @TempDir
    Path folder;

    @Test
    void holdsForAMailboxAndAContextInAnyCase() throws IOException {
        VoicemailConf conf = VoicemailConf.read(Files.writeString(folder.resolve("voicemail.conf"), """
                [general@sales]
                passwordlocation=SpoolDir
                [default]
                1000 => 4711,A,,,passwordlocation=spooldir
                1001 => 4711,B
                [sales]
                2000 => 4711,C
                2001 => 4711,D,,,passwordlocation=voicemail.conf
                """));
        for (String mailbox : new String[] {"default/1000", "default/1001", "sales/2000", "sales/2001"}) {
            Path home = Files.createDirectories(folder.resolve("spool").resolve(mailbox));
            Files.writeString(home.resolve("secret.conf"), "[general]\npassword=9999\n");
        }
        try (FileCredentialStore pins = StoredFiles.credentials(folder.resolve("spool"), () -> conf)) {
            assertThat(pins.pin(MailboxId.parse("1000")))
                    .hasValueSatisfying(pin -> assertThat(pin.matches("9999")).isTrue());
            assertThat(pins.pin(MailboxId.parse("2000@sales"))).isPresent();
            assertThat(pins.pin(MailboxId.parse("1001"))).isEmpty();
            assertThat(pins.pin(MailboxId.parse("2001@sales"))).isEmpty();
        }
    }
}
