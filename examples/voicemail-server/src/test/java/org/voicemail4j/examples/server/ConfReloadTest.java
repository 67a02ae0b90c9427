package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxId;

/** What becomes of a voicemail.conf that is read again, without a server around it. */
class ConfReloadTest {

    private static final String CONF =
            "[general]\nimapserver=mail.example\n[default]\n1000 => 4242,Ann,,,imapuser=ann\n2000 => 4242,Ben\n";

    private final List<List<MailboxId>> changes = new ArrayList<>();

    @TempDir
    Path folder;

    private Path conf;
    private VoicemailConfDirectory file;
    private ConfReload reload;

    @BeforeEach
    void start() throws IOException {
        conf = Files.writeString(folder.resolve("voicemail.conf"), CONF);
        file = new VoicemailConfDirectory(conf);
        StoreName mail = StoreName.mail(MailServerName.of("imap:").orElseThrow());
        reload = new ConfReload(file, now -> MailAccounts.check(mail, now), changes::add);
    }

    @Test
    void anAccountThatCannotBeUsedIsRefusedAndTheOldOnesStay() throws IOException {
        Files.writeString(conf, CONF.replace("mail.example", "mail.example\nimapport=none") + "3000 => 4242,Cid\n");

        assertThatExceptionOfType(ConfException.class)
                .isThrownBy(reload::run)
                .withMessageContaining("voicemail.conf")
                .withMessageContaining("imapport is no number: 'none'");

        assertThat(file.find(MailboxId.parse("3000"))).isEmpty();
        assertThat(changes).isEmpty();
    }

    @Test
    void timesThatTheNextStartWouldRefuseAreRefused() throws IOException {
        Files.writeString(conf, CONF.replace("mail.example", "mail.example\npollfreq=often"));

        assertThatExceptionOfType(ConfException.class).isThrownBy(reload::run).withMessageContaining("pollfreq");
    }

    @Test
    void whereGreetingsAreHoldsFromNowOnAndTimesAfterARestart() throws IOException {
        Files.writeString(conf, CONF.replace("mail.example", "mail.example\nimapgreetings=yes\npollfreq=10"));

        assertThat(reload.run().afterRestart()).containsExactly("pollfreq");
    }

    @Test
    void whoCameAndWhoWentIsTold() throws IOException {
        Files.writeString(conf, CONF.replace("2000", "3000"));

        reload.run();

        assertThat(changes).containsExactly(List.of(MailboxId.parse("2000"), MailboxId.parse("3000")));
    }

    @Test
    void whoseLampsAreElsewhereIsTold() throws IOException {
        Files.writeString(conf, CONF.replace("Ben", "Ben,,,lamp=sip:desk@a.example"));
        reload.run();
        Files.writeString(conf, CONF);
        reload.run();
        reload.run();

        List<MailboxId> ben = List.of(MailboxId.parse("2000"));
        assertThat(changes).containsExactly(ben, ben, List.of());
    }
}
