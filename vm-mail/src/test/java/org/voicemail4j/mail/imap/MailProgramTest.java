package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Flags;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.HeaderTerm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;
import org.voicemail4j.testkit.StoreUnderTest;

/** A mail program at work on the same account, and mails that Asterisk has left there, on a real server. */
@SuppressWarnings("NullAway.Init") // what is set before the tests
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MailProgramTest implements StoreUnderTest {

    private static Dovecot dovecot;

    private TestAccounts accounts;
    private ImapMessageStore store;

    @BeforeAll
    static void start() throws IOException {
        dovecot = Dovecot.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (dovecot != null) {
            dovecot.close();
        }
    }

    @BeforeEach
    void open() {
        accounts = new TestAccounts(dovecot.server(), ALICE, BOB);
        store = ImapMessageStore.builder(accounts).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public ImapMessageStore store() {
        return store;
    }

    /** Jakarta Mail: nothing of ours. */
    private jakarta.mail.Folder inbox(String name) throws Exception {
        Session session = Session.getInstance(new Properties());
        jakarta.mail.Store mails = session.getStore("imap");
        mails.connect("127.0.0.1", dovecot.server().port(), accounts.user(ALICE), Dovecot.PASSWORD);
        jakarta.mail.Folder folder = mails.getFolder(name);
        folder.open(jakarta.mail.Folder.READ_WRITE);
        return folder;
    }

    private static void leave(jakarta.mail.Folder folder) throws Exception {
        jakarta.mail.Store mails = folder.getStore();
        folder.close(false);
        mails.close();
    }

    @Test
    void aMailProgramSeesTheMessageAndPlaysItsSound() throws Exception {
        Envelope envelope = envelope().toBuilder()
                .caller(Party.of("J\u00f6rg \uD83D\uDE00", "5551001"))
                .build();
        Message left = leave(ALICE, envelope, Duration.ofSeconds(3));
        byte[] heard = heard(ALICE, left.id());
        jakarta.mail.Folder inbox = inbox("INBOX");
        jakarta.mail.Message mail = inbox.getMessage(1);
        assertThat(mail.getSubject()).contains("J\u00f6rg \uD83D\uDE00").contains("5551001");
        assertThat(mail.getHeader("X-Asterisk-VM-Extension")).containsExactly("1000");
        assertThat(mail.getHeader("X-Asterisk-VM-Message-ID"))
                .containsExactly(left.id().value());
        Multipart parts = (Multipart) mail.getContent();
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("msg0000.WAV");
        byte[] file = parts.getBodyPart(1).getInputStream().readAllBytes();
        assertThat(file)
                .hasSize(heard.length + 60)
                .endsWith(heard)
                .startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
        leave(inbox);
    }

    @Test
    void whatAMailProgramReadsFlagsMovesAndDeletesIsSoHere() throws Exception {
        MessageId read = leave(ALICE).id();
        MessageId flagged = leave(ALICE).id();
        MessageId moved = leave(ALICE).id();
        MessageId marked = leave(ALICE).id();
        MessageId expunged = leave(ALICE).id();
        leaveMoved(moved);
        assertThat(store.counts(ALICE)).isEqualTo(new MessageCounts(4, 0, 0, 0));
        jakarta.mail.Folder inbox = inbox("INBOX");
        inbox.getMessage(1).setFlag(Flags.Flag.SEEN, true);
        inbox.getMessage(2).setFlag(Flags.Flag.FLAGGED, true);
        inbox.getMessage(4).setFlag(Flags.Flag.DELETED, true);
        inbox.expunge();
        inbox.getMessage(3).setFlag(Flags.Flag.DELETED, true);
        assertThat(store.counts(ALICE)).isEqualTo(new MessageCounts(1, 1, 1, 0));
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(flagged);
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(read);
        assertThat(ids(ALICE, Folder.WORK)).containsExactly(moved);
        assertThat(store.find(ALICE, marked)).isEmpty();
        assertThat(store.open(ALICE, expunged)).isEmpty();
        assertThat(store.delete(ALICE, expunged)).isFalse();
        leave(inbox);
    }

    private void leaveMoved(MessageId id) {
        assertThat(store.move(ALICE, id, Folder.WORK, 9)).isEqualTo(MoveResult.DONE);
    }

    @Test
    void aMailCopiedByAMailProgramIsAMessageOfItsOwn() throws Exception {
        MessageId id = leave(ALICE).id();
        jakarta.mail.Folder inbox = inbox("INBOX");
        inbox.copyMessages(inbox.getMessages(), inbox);
        leave(inbox);
        List<MessageId> both = ids(ALICE, Folder.INBOX);
        assertThat(both).hasSize(2).doesNotHaveDuplicates().startsWith(id);
        assertThat(store.delete(ALICE, both.get(1))).isTrue();
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(id);
    }

    @Test
    void aFolderThatWasMadeAnewIsReadAnew() throws Exception {
        leave(ALICE);
        MessageId id = leave(ALICE, envelope(), Duration.ofSeconds(5)).id();
        store.move(ALICE, id, Folder.WORK, 9);
        assertThat(ids(ALICE, Folder.WORK)).containsExactly(id);
        jakarta.mail.Folder inbox = inbox("INBOX");
        jakarta.mail.Folder work = inbox.getStore().getFolder("Work");
        assertThat(work.delete(true)).isTrue();
        assertThat(store.list(ALICE, Folder.WORK)).isEmpty();
        assertThat(work.create(jakarta.mail.Folder.HOLDS_MESSAGES)).isTrue();
        inbox.copyMessages(new jakarta.mail.Message[] {inbox.getMessage(1)}, work);
        leave(inbox);
        List<Message> fresh = store.list(ALICE, Folder.WORK);
        assertThat(fresh).hasSize(1);
        assertThat(fresh.get(0).length()).isEqualTo(Duration.ofSeconds(2));
    }

    /** A message of Asterisk's IMAP build, and what else may lie about in an account. */
    @Test
    void whatAsteriskLeftIsReadAndWhatIsNotVoicemailIsNot() throws Exception {
        byte[] gsm = Sounds.octets(Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(2), 1));
        String sound = Base64.getMimeEncoder().encodeToString(gsm);
        String mail = String.join(
                "\r\n",
                "Date: Tue, 24 Nov 2026 20:23:45 +0000",
                "From: \"Asterisk PBX\" <asterisk@pbx>",
                "To: \"Alice\" <alice@example.com>",
                "Subject: [PBX]: New message 1 in mailbox 1000",
                "Message-ID: <Asterisk-1-12345-1000-99@pbx>",
                "X-Asterisk-VM-Message-Num: 1",
                "X-Asterisk-VM-Server-Name: Asterisk PBX",
                "X-Asterisk-VM-Context: default",
                "X-Asterisk-VM-Extension: 1000",
                "X-Asterisk-VM-Flag: Urgent",
                "X-Asterisk-VM-Priority: 2",
                "X-Asterisk-VM-Caller-ID-Num: 200",
                "X-Asterisk-VM-Caller-ID-Name: Bob",
                "X-Asterisk-VM-Duration: 2",
                "X-Asterisk-VM-Category: sales",
                "X-Asterisk-VM-Message-Type: Message",
                "X-Asterisk-VM-Orig-date: Tuesday, November 24, 2026 at 08:23:45 PM",
                "X-Asterisk-VM-Orig-time: 1795551825",
                "X-Asterisk-VM-Message-ID: 1795551825-00000003",
                "X-Asterisk-CallerID: 200",
                "MIME-Version: 1.0",
                "Content-Type: multipart/mixed; boundary=\"----voicemail_1100012345\"",
                "",
                "This is a multi-part message in MIME format.",
                "",
                "------voicemail_1100012345",
                "Content-Type: text/plain; charset=ISO-8859-1",
                "Content-Transfer-Encoding: 8bit",
                "",
                "Dear Alice:",
                "",
                "------voicemail_1100012345",
                "Content-Type: audio/x-gsm; name=\"msg0000.gsm\"",
                "Content-Transfer-Encoding: base64",
                "Content-Description: Voicemail sound attachment.",
                "Content-Disposition: attachment; filename=\"msg0000.gsm\"",
                "",
                sound,
                "------voicemail_1100012345--",
                ".",
                "");
        jakarta.mail.Folder inbox = inbox("INBOX");
        append(inbox, mail, Flags.Flag.FLAGGED);
        append(inbox, "Received: from evil by mx; Tue, 24 Nov 2026 20:00:00 +0000\r\n" + mail.replace("Bob", "Eve"));
        append(inbox, mail.replace("VM-Extension: 1000", "VM-Extension: 10001"));
        append(inbox, mail.replace("VM-Context: default", "VM-Context: other"));
        append(inbox, "Subject: lunch?\r\n\r\nX-Asterisk-VM-Extension: 1000\r\n");
        List<Message> all = store.list(ALICE, Folder.INBOX);
        assertThat(all).hasSize(1);
        Message message = all.get(0);
        assertThat(message.id().value()).isEqualTo("1795551825-00000003");
        assertThat(message.isUrgent()).isTrue();
        assertThat(message.envelope().caller()).isEqualTo(Party.of("Bob", "200"));
        assertThat(message.envelope().category()).isEqualTo("sales");
        assertThat(message.envelope().received().getEpochSecond()).isEqualTo(1795551825L);
        assertThat(store.open(ALICE, message.id()).orElseThrow().format()).isEqualTo(AudioFormat.GSM);
        assertThat(heard(ALICE, message.id())).isEqualTo(gsm);
        store.move(ALICE, message.id(), Folder.OLD, 99);
        assertThat(inbox.getMessage(1).isSet(Flags.Flag.SEEN)).isTrue();
        assertThat(inbox.getMessage(2).isSet(Flags.Flag.SEEN)).isFalse();
        leave(inbox);
    }

    private static void append(jakarta.mail.Folder folder, String mail, Flags.Flag... flags) throws Exception {
        MimeMessage message = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
        for (Flags.Flag flag : flags) {
            message.setFlag(flag, true);
        }
        assertThat(message.getRecipients(RecipientType.BCC)).isNull();
        folder.appendMessages(new jakarta.mail.Message[] {message});
    }

    @Test
    void severalMailboxesShareAnAccountAndAreNotMixedUp() {
        ImapAccount shared = ImapAccount.of(dovecot.server(), accounts.user(ALICE), Dovecot.PASSWORD)
                .parent("Voicemail")
                .greetings("Voicemail/Greetings")
                .build();
        try (ImapMessageStore both =
                ImapMessageStore.builder(new OneAccount(shared)).build()) {
            ImapMessageStore separate = store;
            store = both;
            MessageId alices = leave(ALICE).id();
            MessageId bobs = leave(BOB).id();
            store.move(ALICE, alices, Folder.FAMILY, 9);
            assertThat(ids(ALICE, Folder.FAMILY)).containsExactly(alices);
            assertThat(ids(BOB, Folder.FAMILY)).isEmpty();
            assertThat(ids(BOB, Folder.INBOX)).containsExactly(bobs);
            store = separate;
        }
    }

    private record OneAccount(ImapAccount account) implements ImapAccounts {

        @Override
        public java.util.Optional<ImapAccount> of(org.voicemail4j.mailbox.MailboxId mailbox) {
            return java.util.Optional.of(account);
        }

        @Override
        public List<org.voicemail4j.mailbox.MailboxId> mailboxes() {
            return List.of(ALICE, BOB);
        }
    }

    @Test
    void anAdministratorsPasswordOpensEverybodysAccount() {
        MessageId id = leave(ALICE).id();
        ImapAccount byMaster = ImapAccount.of(dovecot.server(), accounts.user(ALICE), Dovecot.MASTER_PASSWORD)
                .authUser(Dovecot.MASTER)
                .build();
        try (ImapMessageStore master =
                ImapMessageStore.builder(new OneAccount(byMaster)).build()) {
            assertThat(master.list(ALICE, Folder.INBOX)).extracting(Message::id).containsExactly(id);
        }
    }

    @Test
    void aWrongPasswordIsAnErrorThatDoesNotTellIt() {
        TestAccounts wrong =
                new TestAccounts(dovecot.server(), "not the password", List.of(), UnaryOperator.identity());
        try (ImapMessageStore locked = ImapMessageStore.builder(wrong).build()) {
            assertThatThrownBy(() -> locked.counts(ALICE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(ALICE.toString())
                    .satisfies(failure ->
                            assertThat(failure.toString() + failure.getCause()).doesNotContain("not the password"));
        }
    }

    /** The phone leaves, saves and deletes; the mail program reads, flags and expunges: what nobody deleted is there. */
    @Test
    void aPhoneAndAMailProgramAtOnceLoseNothing() throws Exception {
        List<MessageId> first =
                Stream.generate(() -> leave(ALICE).id()).limit(12).toList();
        List<MessageId> forTheMailProgram = List.of(first.get(0), first.get(5), first.get(9));
        Set<MessageId> expected = ConcurrentHashMap.newKeySet();
        expected.addAll(first);
        expected.removeAll(forTheMailProgram);
        CompletableFuture<Void> mailProgram = CompletableFuture.runAsync(() -> readFlagAndDelete(forTheMailProgram));
        IntStream.of(1, 2).parallel().forEach(worker -> {
            for (int i = 0; i < 12; i++) {
                MessageId id = first.get((5 * i + worker) % first.size());
                boolean shared = forTheMailProgram.contains(id);
                if (i % 4 == 0) {
                    expected.add(leave(ALICE).id());
                } else if (i % 4 == 1 && !shared && store.delete(ALICE, id)) {
                    expected.remove(id);
                } else {
                    store.move(ALICE, id, i % 4 == 2 || shared ? Folder.OLD : Folder.FRIENDS, 99);
                }
            }
        });
        mailProgram.get(100, TimeUnit.SECONDS);
        List<MessageId> present = Stream.of(Folder.values())
                .flatMap(folder -> ids(ALICE, folder).stream())
                .toList();
        assertThat(present).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(present).allSatisfy(id -> assertThat(heard(ALICE, id)).isNotEmpty());
    }

    private void readFlagAndDelete(List<MessageId> deleted) {
        try {
            jakarta.mail.Folder inbox = inbox("INBOX");
            for (int round = 0; round < 4; round++) {
                for (jakarta.mail.Message mail : inbox.getMessages()) {
                    mail.setFlag(Flags.Flag.FLAGGED, round % 2 == 0);
                }
            }
            for (MessageId id : deleted) {
                for (jakarta.mail.Message mail : inbox.search(new HeaderTerm("X-Asterisk-VM-Message-ID", id.value()))) {
                    mail.setFlag(Flags.Flag.DELETED, true);
                }
            }
            inbox.expunge();
            leave(inbox);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void flagsOfTheClientLibraryOfAsteriskAreUnderstood() {
        assertThat(ImapServer.withFlags("h", 993, "/ssl/novalidate-cert"))
                .isEqualTo(new ImapServer("h", 993, ImapSecurity.TLS, false));
        assertThat(ImapServer.withFlags("h", 143, "notls"))
                .isEqualTo(new ImapServer("h", 143, ImapSecurity.CLEAR, true));
        assertThat(ImapServer.withFlags("h", 143, ""))
                .isEqualTo(new ImapServer("h", 143, ImapSecurity.IF_OFFERED, true));
    }
}
