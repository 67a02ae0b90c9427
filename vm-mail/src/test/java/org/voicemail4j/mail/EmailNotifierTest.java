package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.testkit.Sounds;

/** What is in the mails, and to whom they go. */
class EmailNotifierTest extends MailsUnderTest {

    @Test
    void mailAndPageAreToTheLetterWhatSomebodyHasLookedAt() throws Exception {
        configure("", "1000 => 4711,Anna Exämple,anna@vm.test,pager@vm.test,tz=Europe/Berlin|locale=de_DE");
        leave(
                envelope()
                        .caller(Party.of("Jörg \"Joe\" Müller <b>", "5551001"))
                        .urgency(Urgency.URGENT)
                        .build(),
                Duration.ofSeconds(65));

        sendAll();

        MailSnapshot.assertIs("mail.txt", sent.get(recipients.indexOf(List.of("anna@vm.test"))));
        MailSnapshot.assertIs("page.txt", sent.get(recipients.indexOf(List.of("pager@vm.test"))));
    }

    @Test
    void theMailHasTextHtmlAndTheRecordingAsItWasSaid() throws Exception {
        Message message = leave();
        assertThat(sendAll()).containsExactly(new SendResult.Sent());
        MimeMessage mail = sent.get(0);
        assertThat(mail.getSubject()).isEqualTo("[PBX]: New message 1 in mailbox 1000");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("Asterisk PBX <asterisk@pbx.test>");
        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("Anna Example <anna@vm.test>");
        assertThat(mail.getMessageID()).matches("<mail\\.[0-9a-f]{32}@pbx\\.test>");
        assertThat(mail.getSentDate().toInstant()).isEqualTo(clock.instant());
        assertThat(mail.getHeader("X-Asterisk-CallerID")).containsExactly("5551001");
        assertThat(mail.getHeader("X-Asterisk-CallerIDName")).containsExactly("Caller One");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(text(0))
                .contains(
                        "Anna Example",
                        "\"Caller One\" <5551001>",
                        "1:05",
                        "Tuesday, November 24, 2026 at 09:23:45 PM",
                        "msg0001.wav");
        assertThat(html(0)).contains("<bdi>Caller One</bdi>", "1:05", "msg0001.wav");
        BodyPart sound = leaves(mail.getContent()).get(2);
        assertThat(sound.getFileName()).isEqualTo("msg0001.wav");
        assertThat(sound.getContentType()).startsWith("audio/x-wav");
        byte[] file = octets(sound);
        RiffHeader header = RiffHeader.parse(ByteBuffer.wrap(file)).orElseThrow();
        assertThat(Arrays.copyOfRange(file, header.payloadOffset(), file.length))
                .isEqualTo(Sounds.octets(store.open(ANNA, message.id()).orElseThrow()));
        assertThat(outbox().list(10)).isEmpty();
        assertThat(store.find(ANNA, message.id())).isPresent();
        assertThat(changed).isEmpty();
    }

    @Test
    void everyOptionOfTheTextsIsHonoured() throws Exception {
        configure("""
            serveremail=vm@example.org
            fromstring=Box of ${VM_NAME}
            pbxskip=yes
            emailsubject=${VM_FLAG}|${VM_MSGNUM}|${VM_CIDNUM:-4}|${VM_DATE}
            emailbody=Hi ${VM_NAME},\\n${VM_DUR} ${VM_CALLERID} ${VM_CATEGORY} ${VM_CONTEXT} ${VM_MSGID} ${VM_NEW}/${VM_OLD}\\n${UNKNOWN}ende
            emaildateformat=%d.%m.%Y %H:%M %A
            charset=ISO-8859-1
            mailhtml=no
            pagersubject=p ${VM_MSGNUM}
            pagerbody=${VM_CIDNAME} ${VM_DATE}
            pagerdateformat=%R
            pagerfromstring=Pager
            """, "1000 => 4711,Änna,anna@vm.test|bert@vm.test,pager@vm.test,tz=Europe/Berlin|locale=de_DE.UTF-8");
        Message message =
                leave(envelope().urgency(Urgency.URGENT).category("sales").build(), Duration.ofSeconds(3));
        assertThat(sendAll()).hasSize(2);
        MimeMessage mail = sent.stream()
                .filter(one -> contentType(one).startsWith("multipart"))
                .findFirst()
                .orElseThrow();
        MimeMessage page = sent.stream()
                .filter(one -> contentType(one).startsWith("text"))
                .findFirst()
                .orElseThrow();
        assertThat(mail.getSubject()).isEqualTo("Urgent|1|1001|24.11.2026 21:23 Dienstag");
        assertThat(((jakarta.mail.internet.InternetAddress) mail.getFrom()[0]).getPersonal())
                .isEqualTo("Box of Änna");
        assertThat(((jakarta.mail.internet.InternetAddress) mail.getFrom()[0]).getAddress())
                .isEqualTo("vm@example.org");
        assertThat(mail.getAllRecipients()).hasSize(2);
        BodyPart text = leaves(mail.getContent()).get(0);
        assertThat(text.getContentType()).containsIgnoringCase("iso-8859-1");
        assertThat(text.getContent().toString())
                .isEqualToNormalizingNewlines(
                        "Hi Änna,\n0:03 \"Caller One\" <5551001> sales default " + message.id() + " 1/0\nende");
        assertThat(leaves(mail.getContent())).hasSize(2);
        assertThat(page.getSubject()).isEqualTo("p 1");
        assertThat(page.getContent().toString()).isEqualTo("Caller One 21:23");
        assertThat(page.getFrom()[0].toString()).isEqualTo("Pager <vm@example.org>");
        assertThat(recipients).contains(List.of("anna@vm.test", "bert@vm.test"), List.of("pager@vm.test"));
    }

    @Test
    void thePagersMailIsShort() throws Exception {
        configure("", "1000 => 4711,Anna,,pager@vm.test");
        leave();
        sendAll();
        assertThat(sent.get(0).getSubject()).isEqualTo("New VM");
        assertThat(sent.get(0).getContent().toString())
                .startsWith("New 1:05 long msg in box 1000")
                .contains("from \"Caller One\" <5551001>, on ");
    }

    @Test
    void whatCallersSayCanBecomeNothingButText() throws Exception {
        List<String> names = List.of(
                "\r\nBcc: eve@vm.test\r\n\r\nboo",
                "x".repeat(10_000),
                "😀".repeat(3000),
                "\u202Eevil\u2066 \u05D0\u05D1",
                "${PATH} ${VM_NAME} $[1+1] ${SHELL(id)}",
                "<script>alert(1)</script> \" onmouseover=\"x",
                "=?utf-8?q?=0D=0ABcc:_x@y?=",
                "a\u0000b\u001Bc");
        configure(
                "emailsubject=${VM_CIDNAME}\nfromstring=${VM_CIDNAME}", "1000 => 4711,Anna,anna@vm.test,pager@vm.test");
        for (String name : names) {
            sent.clear();
            recipients.clear();
            leave(
                    envelope()
                            .caller(Party.of(name, name))
                            .redirecting(Party.of(name, name))
                            .build(),
                    Duration.ofSeconds(1));
            sendAll();
            assertThat(recipients).containsExactlyInAnyOrder(List.of("anna@vm.test"), List.of("pager@vm.test"));
            for (MimeMessage mail : sent) {
                String head = raw(mail).split("\r?\n\r?\n", 2)[0];
                assertThat(head.lines().map(line -> line.toLowerCase(java.util.Locale.ROOT)))
                        .noneMatch(line -> line.startsWith("bcc") || line.length() > 998);
                assertThat(mail.getHeader("Bcc")).isNull();
                assertThat(mail.getFrom()).hasSize(1);
                assertThat(((jakarta.mail.internet.InternetAddress) mail.getFrom()[0]).getAddress())
                        .isEqualTo("asterisk@pbx.test");
                assertThat(mail.getSubject()).doesNotContain("Anna", "/bin").hasSizeLessThan(320);
                assertThat(head).doesNotContain("\u202E");
            }
            MimeMessage mail = sent.stream()
                    .filter(one -> contentType(one).startsWith("multipart"))
                    .findFirst()
                    .orElseThrow();
            String html = leaves(mail.getContent()).get(1).getContent().toString();
            assertThat(html).doesNotContain("<script>", "onmouseover=\"", "/usr/bin", "uid=");
        }
    }

    @Test
    void mailToNobodyIsNoReasonToTryForEver() {
        configure("", "1000 => 4711,Anna,not-an-address|@");
        leave();
        assertThat(sendAll()).hasSize(1).first().isInstanceOf(SendResult.Never.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void aMailboxThatIsGoneBuriesItsMail() {
        leave();
        directory = Mailboxes.of(folder, "[default]\n");
        notifier = EmailNotifier.sending(directory, store, this).build();
        assertThat(sendAll()).hasSize(1).first().isInstanceOf(SendResult.Never.class);
    }
}
