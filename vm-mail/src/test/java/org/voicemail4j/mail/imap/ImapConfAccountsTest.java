package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;

class ImapConfAccountsTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final MailboxId BOB = new MailboxId("default", "1001");
    private static final MailboxId CAROL = new MailboxId("default", "1002");

    @TempDir
    private Path folder;

    private VoicemailConf conf(String text) throws IOException {
        return VoicemailConf.read(Files.writeString(folder.resolve("voicemail.conf"), text));
    }

    @Test
    void accountsAreWhatTheFileSays() throws IOException {
        VoicemailConf conf = conf("""
                [general]
                imapserver=mail.example.com
                imapport=993
                imapflags=ssl
                authuser=master
                authpassword=key
                imapparentfolder=Voicemail
                imapgreetings=yes
                greetingsfolder=Greetings
                imapreadtimeout=7
                pollfreq=5
                [default]
                1000 => 1,Alice,,,imapuser=alice
                1001 => 2,Bob,,,imapuser=bob|imapsecret=own|imapfolder=Calls|imapvmshareid=sales|imapserver=other
                1002 => 3,Carol
                """);
        ImapConfAccounts accounts = ImapConfAccounts.of(() -> conf);
        assertThat(accounts.mailboxes()).containsExactly(ALICE, BOB);
        assertThat(accounts.of(CAROL)).isEmpty();
        ImapAccount alice = accounts.of(ALICE).orElseThrow();
        assertThat(alice.server()).isEqualTo(ImapServer.of("mail.example.com", 993, ImapSecurity.TLS));
        assertThat(alice.user()).isEqualTo("alice");
        assertThat(alice.authUser()).contains("master");
        assertThat(alice.password()).isEqualTo("key");
        assertThat(alice.greetings()).contains("Greetings");
        assertThat(new FolderNames(alice, ".").of(org.voicemail4j.message.Folder.WORK))
                .isEqualTo("Voicemail.Work");
        ImapAccount bob = accounts.of(BOB).orElseThrow();
        assertThat(bob.server().host()).isEqualTo("other");
        assertThat(bob.inbox()).isEqualTo("Calls");
        assertThat(bob.shareId()).contains("sales");
        assertThat(ImapConfAccounts.timeouts(conf).read()).isEqualTo(Duration.ofSeconds(7));
        assertThat(ImapConfAccounts.timeouts(conf).open()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ImapConfAccounts.pollPause(conf)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void withoutAnAdministratorEachLogsInHimselfAndGreetingsAreFiles() throws IOException {
        VoicemailConf conf = conf("[default]\n1000 => 1,Alice,,,imapuser=alice|imappassword=own\n");
        ImapAccount alice = ImapConfAccounts.of(() -> conf).of(ALICE).orElseThrow();
        assertThat(alice.server()).isEqualTo(ImapServer.of("localhost", 143, ImapSecurity.IF_OFFERED));
        assertThat(alice.authUser()).isEmpty();
        assertThat(alice.password()).isEqualTo("own");
        assertThat(alice.greetings()).isEmpty();
    }

    @Test
    void whatCannotBeUsedIsRefused() throws IOException {
        VoicemailConf conf = conf("[general]\nimapport=many\n[default]\n1000 => 1,A,,,imapuser=a\n"
                + "1001 => 1,B,,,imapuser=b|imapvmshareid=x y|imapport=143\n"
                + "1002 => 1,C,,,imapuser=c|imapport=143|imapfolder=Work\n"
                + "1003 => 1,D,,,imapuser=d|imapport=143|imapfolder=Calls/Work|imapparentfolder=Calls\n"
                + "1004 => 1,E,,,imapuser=e|imapport=143|imapfolder=Calls/Work|imapparentfolder=Voicemail\n");
        ImapConfAccounts accounts = ImapConfAccounts.of(() -> conf);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> accounts.of(ALICE))
                .withMessageContaining("many");
        assertThatIllegalArgumentException().isThrownBy(() -> accounts.of(BOB)).withMessageContaining("x y");
        for (String number : List.of("1002", "1003")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> accounts.of(new MailboxId("default", number)))
                    .withMessageContaining("imapfolder");
        }
        assertThat(accounts.of(new MailboxId("default", "1004"))).isPresent();
    }
}
