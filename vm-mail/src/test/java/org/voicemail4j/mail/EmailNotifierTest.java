package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.smtp.MailException;
import org.voicemail4j.mail.smtp.MailResult;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.Sounds;

/** What is in the mails, and what happens to messages after them. */
class EmailNotifierTest implements MailTransport {

    private static final MailboxId ANNA = new MailboxId("default", "1000");
    private static final Instant RECEIVED = Instant.parse("2026-11-24T20:23:45Z");

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-24T20:24:00Z");
    private final List<MimeMessage> sent = new ArrayList<>();
    private final List<List<String>> recipients = new ArrayList<>();
    private final List<MailboxId> changed = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> busy = new HashSet<>();
    private VoicemailConfDirectory directory;
    private InMemoryMessageStore store;
    private EmailNotifier notifier;

    @BeforeEach
    void usual() {
        configure("", "1000 => 4711,Anna Example,anna@vm.test,,tz=Europe/Berlin");
    }

    private void configure(String general, String box) {
        directory = Mailboxes.of(folder, "[general]\n" + general + "\n[default]\n" + box + "\n");
        store = new InMemoryMessageStore(EmailNotifier.rule(directory), clock);
        notifier = EmailNotifier.sending(directory, store, this)
                .options(Mailboxes.options(directory))
                .transcoder(AudioCodecs.standard().transcoder())
                .changed(changed::add)
                .host("pbx.test")
                .build();
    }

    @Override
    public MailResult send(MimeMessage mail, String sender, List<String> to) {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            mail.writeTo(octets);
            sent.add(new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(octets.toByteArray())));
        } catch (IOException | jakarta.mail.MessagingException e) {
            throw new MailException("cannot copy", e);
        }
        recipients.add(to);
        Map<String, String> later = new HashMap<>();
        Map<String, String> never = new HashMap<>();
        to.stream().filter(busy::contains).forEach(address -> later.put(address, "450 busy"));
        to.stream().filter(refused::contains).forEach(address -> never.put(address, "550 nobody"));
        Set<String> accepted = new HashSet<>(to);
        accepted.removeAll(busy);
        accepted.removeAll(refused);
        return new MailResult(accepted, later, never);
    }

    private static Envelope.Builder envelope() {
        return Envelope.received(RECEIVED).caller(Party.of("Caller One", "5551001"));
    }

    private Message leave(Envelope envelope, Duration length) {
        DepositStart start = store.beginDeposit(ANNA, envelope, new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            for (AudioSink sink : deposit.renditions()) {
                sink.append(ByteBuffer.wrap(Sounds.octets(Sounds.noise(sink.format(), length, 1))));
            }
            return deposit.commit().orElseThrow();
        }
    }

    private Message leave() {
        return leave(envelope().build(), Duration.ofSeconds(65));
    }

    private Outbox outbox() {
        return store.outbox().orElseThrow();
    }

    /** Sends what is due, as a sender does. */
    private List<SendResult> sendAll() {
        List<SendResult> results = new ArrayList<>();
        for (List<OutboxEntry> some = outbox().claim(1, Duration.ofMinutes(5));
                !some.isEmpty();
                some = outbox().claim(1, Duration.ofMinutes(5))) {
            OutboxEntry entry = some.get(0);
            SendResult result = entry.dispatch().channel().equals(EmailNotifier.MAIL)
                    ? notifier.mail().send(entry)
                    : notifier.page().send(entry);
            results.add(result);
            if (result instanceof SendResult.Sent) {
                outbox().sent(entry);
            } else if (result instanceof SendResult.Onward onward) {
                outbox().postpone(entry, onward.content(), clock.instant(), "");
            } else if (result instanceof SendResult.Later later) {
                outbox().postpone(entry, later.content(), clock.instant().plus(Duration.ofMinutes(1)), later.reason());
            } else if (result instanceof SendResult.Never never) {
                outbox().bury(entry, never.reason());
            }
        }
        return results;
    }

    private static List<BodyPart> leaves(Object content) throws Exception {
        List<BodyPart> leaves = new ArrayList<>();
        Multipart parts = (Multipart) content;
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.getContent() instanceof Multipart) {
                leaves.addAll(leaves(part.getContent()));
            } else {
                leaves.add(part);
            }
        }
        return leaves;
    }

    private static byte[] octets(BodyPart part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private String text(int mail) throws Exception {
        return leaves(sent.get(mail).getContent()).get(0).getContent().toString();
    }

    private String html(int mail) throws Exception {
        return leaves(sent.get(mail).getContent()).get(1).getContent().toString();
    }

    private static String raw(MimeMessage mail) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        mail.writeTo(octets);
        return octets.toString(StandardCharsets.UTF_8);
    }

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

    private static String contentType(MimeMessage mail) {
        try {
            return mail.getContentType();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
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
    void attachmentsComeInTheFormatThatIsWanted() throws Exception {
        Map<String, String> files = Map.of(
                "wav",
                "msg0001.wav",
                "wav49",
                "msg0001.WAV",
                "gsm",
                "msg0001.gsm",
                "ulaw",
                "msg0001.ulaw",
                "nonsense",
                "msg0001.wav");
        for (Map.Entry<String, String> file : files.entrySet()) {
            configure("attachfmt=" + file.getKey(), "1000 => 4711,Anna,anna@vm.test");
            leave(envelope().build(), Duration.ofSeconds(2));
            sendAll();
            BodyPart sound = leaves(sent.get(sent.size() - 1).getContent()).get(2);
            assertThat(sound.getFileName()).isEqualTo(file.getValue());
            AudioFormat format =
                    AudioFormat.ofExtension(file.getValue().substring(8)).orElseThrow();
            byte[] octets = octets(sound);
            int header = format.formatName().startsWith("wav") ? RiffHeader.length(format.encoding()) : 0;
            assertThat(format.encoding().duration(octets.length - header))
                    .isBetween(Duration.ofMillis(1990), Duration.ofMillis(2050));
        }
    }

    @Test
    void volgainMakesRecordingsLouderOrQuieter() throws Exception {
        for (String gain : List.of("2.0", "6.0206dB", "0.5", "-6.0206 dB")) {
            configure("volgain=" + gain, "1000 => 4711,Anna,anna@vm.test");
            Message message = leave(envelope().build(), Duration.ofSeconds(1));
            byte[] original = Sounds.octets(store.open(ANNA, message.id()).orElseThrow());
            sendAll();
            byte[] file = octets(leaves(sent.get(sent.size() - 1).getContent()).get(2));
            double factor = gain.startsWith("2") || gain.startsWith("6") ? 2 : 0.5;
            for (int i = 0; i < original.length; i += 2) {
                int before = (original[i] & 0xFF) | original[i + 1] << 8;
                int after = (file[44 + i] & 0xFF) | file[45 + i] << 8;
                long wanted = Math.max(-32768, Math.min(32767, Math.round(before * factor)));
                assertThat((long) after).isBetween(wanted - 1, wanted + 1);
            }
        }
    }

    @Test
    void aMessageIsDeletedOnlyAfterEverybodyHasItsRecording() {
        configure("delete=yes", "1000 => 4711,Anna,anna@vm.test|bert@vm.test");
        busy.add("bert@vm.test");
        Message message = leave();
        sendAll();
        assertThat(store.find(ANNA, message.id())).isPresent();
        busy.clear();
        clock.advance(Duration.ofMinutes(1));
        sendAll();
        assertThat(recipients).containsExactly(List.of("anna@vm.test", "bert@vm.test"), List.of("bert@vm.test"));
        assertThat(store.find(ANNA, message.id())).isEmpty();
        assertThat(changed).containsExactly(ANNA);
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    void aDeathBetweenMailAndDeletionDoesNotSendAgain() {
        configure("delete=yes", "1000 => 4711,Anna,anna@vm.test");
        Message message = leave();
        OutboxEntry entry = outbox().claim(1, Duration.ofMinutes(5)).get(0);
        SendResult.Onward onward = (SendResult.Onward) notifier.mail().send(entry);
        outbox().postpone(entry, onward.content(), clock.instant(), "");
        assertThat(store.find(ANNA, message.id())).isPresent();
        sendAll();
        assertThat(sent).hasSize(1);
        assertThat(store.find(ANNA, message.id())).isEmpty();
    }

    @Test
    void nothingIsDeletedWithoutItsRecordingInAMail() {
        for (String options : List.of("delete=yes\nattach=no", "delete=yes")) {
            configure(options, "1000 => 4711,Anna,anna@vm.test");
            refused.clear();
            if (!options.contains("attach")) {
                refused.add("anna@vm.test");
            }
            Message message = leave();
            sendAll();
            assertThat(store.find(ANNA, message.id())).as(options).isPresent();
        }
        assertThat(outbox().list(10))
                .singleElement()
                .satisfies(dead -> assertThat(dead.reason()).contains("550 nobody", "anna@vm.test"));
    }

    @Test
    void whatAnOwnerHasMovedIsNotDeleted() {
        configure("delete=yes", "1000 => 4711,Anna,anna@vm.test");
        Message message = leave();
        store.move(ANNA, message.id(), Folder.FAMILY, 100);
        sendAll();
        assertThat(store.find(ANNA, message.id())).isPresent();
    }

    @Test
    void mailCountsAsHeardWhereThatIsWanted() {
        configure("mailheard=yes", "1000 => 4711,Anna,anna@vm.test");
        Message message = leave();
        sendAll();
        assertThat(store.find(ANNA, message.id()).orElseThrow().folder()).isEqualTo(Folder.OLD);
        assertThat(changed).containsExactly(ANNA);
    }

    /** It is marked as soon as there is room, and not mailed again. */
    @Test
    void aMessageStaysNewAsLongAsThereIsNoRoomAmongTheHeardOnes() {
        configure("mailheard=yes\nmaxmsg=1", "1000 => 4711,Anna,anna@vm.test");
        Message old = leave();
        store.move(ANNA, old.id(), Folder.OLD, 1);
        Message message = leave();
        assertThat(sendAll()).anyMatch(result -> result instanceof SendResult.Later);
        assertThat(store.find(ANNA, message.id()).orElseThrow().folder()).isEqualTo(Folder.INBOX);
        assertThat(changed).isEmpty();
        store.delete(ANNA, old.id());
        clock.advance(Duration.ofMinutes(2));
        sendAll();
        assertThat(store.find(ANNA, message.id()).orElseThrow().folder()).isEqualTo(Folder.OLD);
        assertThat(changed).containsExactly(ANNA);
        assertThat(sent).hasSize(2);
    }

    @Test
    void whatWasDeletedMeanwhileIsStillToldOf() throws Exception {
        Message message = leave();
        store.delete(ANNA, message.id());
        assertThat(sendAll()).containsExactly(new SendResult.Sent());
        assertThat(text(0)).contains("Caller One", "1:05", "has been deleted");
        assertThat(leaves(sent.get(0).getContent())).hasSize(2);
    }

    @Test
    void aLinkStandsInsteadOfTheRecording() throws Exception {
        configure(
                "attach=no\nmaillink=https://vm.example.org/${VM_MAILBOX}/${VM_MSGID}?from=${VM_CIDNAME}",
                "1000 => 4711,Anna,anna@vm.test");
        Message message =
                leave(envelope().caller(Party.of("\"><script>&\u202E", "x")).build(), Duration.ofSeconds(2));
        sendAll();
        String link = "https://vm.example.org/1000/" + message.id() + "?from=%22%3E%3Cscript%3E%26";
        assertThat(text(0)).contains(link);
        assertThat(html(0)).contains("href=\"" + link + '"');
        assertThat(leaves(sent.get(0).getContent())).hasSize(2);
    }

    @Test
    void aRecordingThatIsTooLongIsLeftOut() throws Exception {
        notifier = EmailNotifier.sending(directory, store, this)
                .largestAttachment(100_000)
                .build();
        leave();
        sendAll();
        assertThat(text(0)).contains("too long for a mail");
        assertThat(leaves(sent.get(0).getContent())).hasSize(2);
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
