package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;
import org.voicemail4j.testkit.StoreUnderTest;

/** What lies in the spool, file by file, and what others may have put there. */
class SpoolTest implements StoreUnderTest {

    private static final String TEXT = """
            ;
            ; Message Information file
            ;
            [message]
            origmailbox=1000
            context=from-internal
            exten=1000
            rdnis=unknown
            priority=2
            callerchan=
            callerid=%s
            origdate=Mon Nov 23 08:23:45 PM UTC 2026
            origtime=%d
            category=
            msg_id=%s
            flag=%s
            duration=2
            """;

    @TempDir
    Path root;

    private FileMessageStore store;
    private AsteriskRules asterisk;

    @BeforeEach
    void open() {
        store = FileMessageStore.in(root);
        asterisk = new AsteriskRules(root.resolve("default/1000"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public MessageStore store() {
        return store;
    }

    private void given(String file, String text) throws IOException {
        Path path = root.resolve("default/1000").resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    /** A message as Asterisk leaves it, in wav and gsm. */
    private void givenMessage(String folder, int number, String id, String flag) throws IOException {
        String name = folder + "/msg%04d".formatted(number);
        given(name + ".txt", TEXT.formatted("\"Caller " + number + "\" <555100" + number + ">", 1795465425, id, flag));
        given(name + ".gsm", "gsm of " + id);
        Path wav = root.resolve("default/1000").resolve(name + ".wav");
        Files.write(wav, wav(Sounds.octets(Sounds.tone(400 + number, Duration.ofSeconds(2)))));
    }

    private static byte[] wav(byte[] samples) {
        return ByteBuffer.allocate(44 + samples.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt(36 + samples.length)
                .put(ascii("WAVEfmt "))
                .putInt(16)
                .putShort((short) 1 /* PCM */)
                .putShort((short) 1 /* mono */)
                .putInt(8000)
                .putInt(16000)
                .putShort((short) 2 /* block align */)
                .putShort((short) 16 /* bits */)
                .put(ascii("data"))
                .putInt(samples.length)
                .put(samples)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aDepositLooksLikeAsterisks() throws IOException {
        Message message = leave(ALICE, envelope(), Duration.ofMillis(2500));
        assertThat(asterisk.files("INBOX")).containsExactly("msg0000.txt", "msg0000.wav");
        assertThat(asterisk.files("tmp")).isEmpty();
        assertThat(Files.readString(root.resolve("default/1000/INBOX/msg0000.txt")))
                .isEqualTo("""
                        ;
                        ; Message Information file
                        ;
                        [message]
                        origmailbox=1000
                        context=default
                        exten=1000
                        rdnis=unknown
                        priority=1
                        callerchan=
                        callerid="Caller One" <5551001>
                        origdate=Tue Nov 24 08:23:45 PM UTC 2026
                        origtime=1795551825
                        category=
                        msg_id=%s
                        flag=
                        duration=2
                        """.formatted(message.id()));
        byte[] samples = Sounds.octets(Sounds.noise(AudioFormat.WAV, Duration.ofMillis(2500), 1));
        assertThat(Files.readAllBytes(root.resolve("default/1000/INBOX/msg0000.wav")))
                .isEqualTo(wav(samples));
    }

    @Test
    void urgentMessagesLieApart() throws IOException {
        leaveUrgent(ALICE);
        assertThat(asterisk.files("Urgent")).containsExactly("msg0000.txt", "msg0000.wav");
        assertThat(Files.readString(root.resolve("default/1000/Urgent/msg0000.txt")))
                .contains("\nflag=Urgent\n");
    }

    @Test
    void aSpoolOfAsterisksIsReadChangedAndReadBackByAsterisksRules() throws IOException {
        givenMessage("INBOX", 0, "1795465425-00000000", "");
        givenMessage("INBOX", 1, "1795465425-00000001", "");
        givenMessage("INBOX", 2, "1795465425-00000002", "PRIORITY");
        givenMessage("Urgent", 0, "1795465425-00000003", "Urgent");
        givenMessage("Old", 0, "1795465425-00000004", "Urgent");
        assertThat(store.counts(ALICE)).isEqualTo(new MessageCounts(4, 1, 1, 1));
        assertThat(ids(ALICE, Folder.INBOX))
                .extracting(MessageId::value)
                .containsExactly(
                        "1795465425-00000003", "1795465425-00000000", "1795465425-00000001", "1795465425-00000002");
        store.move(ALICE, new MessageId("1795465425-00000003"), Folder.OLD, 100);
        store.delete(ALICE, new MessageId("1795465425-00000000"));
        leave(ALICE);
        asterisk.assertWellFormed();
        assertThat(asterisk.ids("INBOX").subList(0, 2)).containsExactly("1795465425-00000001", "1795465425-00000002");
        assertThat(asterisk.ids("INBOX")).hasSize(3);
        assertThat(asterisk.ids("Old")).containsExactly("1795465425-00000004", "1795465425-00000003");
        assertThat(asterisk.ids("Urgent")).isEmpty();
        assertThat(asterisk.value("INBOX", 1, "flag")).isEqualTo("PRIORITY");
        assertThat(asterisk.value("INBOX", 0, "callerid")).isEqualTo("\"Caller 1\" <5551001>");
        assertThat(asterisk.files("INBOX")).contains("msg0000.gsm", "msg0001.gsm");
        assertThat(Files.readString(root.resolve("default/1000/Old/msg0001.gsm")))
                .isEqualTo("gsm of 1795465425-00000003");
    }

    @Test
    void holesWideNumbersAndUnknownFormatsAreTolerated() throws IOException {
        givenMessage("INBOX", 3, "1-a", "");
        givenMessage("INBOX", 7, "1-b", "");
        given("INBOX/msg00012.txt", TEXT.formatted("5551000", 5, "1-c", ""));
        given("INBOX/msg00012.ogg", "vorbis");
        given("INBOX/msg0003.mp3", "mpeg");
        assertThat(ids(ALICE, Folder.INBOX)).extracting(MessageId::value).containsExactly("1-a", "1-b", "1-c");
        assertThat(asterisk.files("INBOX")).contains("msg0003.txt", "msg00012.ogg");
        store.delete(ALICE, new MessageId("1-b"));
        assertThat(asterisk.files("INBOX"))
                .containsExactly(
                        "msg0000.gsm", "msg0000.mp3", "msg0000.txt", "msg0000.wav", "msg0001.ogg", "msg0001.txt");
        asterisk.assertWellFormed();
    }

    @Test
    void messagesWithoutAnIdOrWithAnothersGetOneForGood() throws IOException {
        givenMessage("INBOX", 0, "1-a", "");
        givenMessage("INBOX", 1, "", "");
        givenMessage("INBOX", 2, "not/an id", "");
        givenMessage("Old", 0, "1-a", "");
        List<MessageId> inbox = ids(ALICE, Folder.INBOX);
        MessageId old = ids(ALICE, Folder.OLD).get(0);
        assertThat(inbox).hasSize(3).doesNotHaveDuplicates().startsWith(new MessageId("1-a"));
        assertThat(inbox).doesNotContain(old);
        try (FileMessageStore another = FileMessageStore.in(root)) {
            assertThat(another.list(ALICE, Folder.INBOX))
                    .extracting(Message::id)
                    .isEqualTo(inbox);
            assertThat(another.find(ALICE, old)).isPresent();
        }
        asterisk.assertWellFormed();
    }

    /** As a full disk left it under Asterisk: the text empty, the sound there. */
    @Test
    void aMessageWithAnEmptyTextIsListedAndHeard() throws IOException {
        givenMessage("INBOX", 0, "1-a", "");
        given("INBOX/msg0000.txt", "");
        Message message = store.list(ALICE, Folder.INBOX).get(0);
        assertThat(message.length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(message.envelope().caller()).isEqualTo(Party.UNKNOWN);
        assertThat(heard(ALICE, message.id())).hasSize(32000);
    }

    @Test
    void aMessageWithoutSoundIsListedAndSilent() throws IOException {
        given("INBOX/msg0000.txt", TEXT.formatted("5551000", 5, "1-c", ""));
        assertThat(store.list(ALICE, Folder.INBOX)).hasSize(1);
        assertThat(heard(ALICE, new MessageId("1-c"))).isEmpty();
    }

    @Test
    void soundWithoutATextIsNoMessageAndIsNeverMixedIntoOne() throws IOException {
        given("INBOX/msg0000.gsm", "somebody died");
        assertThat(store.list(ALICE, Folder.INBOX)).isEmpty();
        leave(ALICE);
        assertThat(asterisk.files("INBOX")).containsExactly("msg0000.txt", "msg0000.wav");
        assertThat(asterisk.files("tmp")).singleElement().asString().endsWith("-msg0000.gsm");
    }

    @Test
    void aNewGreetingReplacesTheOldOneInEveryFormat() throws IOException {
        given("busy.gsm", "old");
        given("busy.wav", "old");
        given("busy.tmp.wav", "being recorded by Asterisk");
        given("unavail.gsm", "other");
        try (GreetingRecording greeting = store.beginGreeting(ALICE, GreetingKind.BUSY)) {
            record(greeting, Duration.ofSeconds(1), 1);
            greeting.commit();
        }
        assertThat(asterisk.files(".")).containsExactly("busy.tmp.wav", "busy.wav", "unavail.gsm");
        assertThat(store.deleteGreeting(ALICE, GreetingKind.BUSY)).isTrue();
        assertThat(asterisk.files(".")).containsExactly("busy.tmp.wav", "unavail.gsm");
    }

    @Test
    void asterisksLockIsWaitedForAndAStaleOneBroken() throws IOException {
        given("INBOX/.lock", "");
        Path lock = root.resolve("default/1000/INBOX/.lock");
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(6))));
        leave(ALICE);
        assertThat(lock).doesNotExist();
    }

    @Test
    void whatAnotherProgramKeepsLockedIsLeftToRecovery() throws IOException {
        given("INBOX/.lock", "");
        try (FileMessageStore dying =
                FileMessageStore.builder(root).process("1-1").build()) {
            Deposit deposit = ((DepositStart.Opened) dying.beginDeposit(ALICE, envelope(), ROOMY)).deposit();
            record(deposit, Duration.ofSeconds(2), 1);
            assertThatThrownBy(deposit::commit)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("1000@default")
                    .hasMessageContaining("locked by another program");
            deposit.close();
        }
        Files.delete(root.resolve("default/1000/INBOX/.lock"));
        assertThat(store.recover()).hasSize(1);
        assertThat(store.list(ALICE, Folder.INBOX)).hasSize(1);
        asterisk.assertWellFormed();
    }

    @Test
    void theDeadAreRecoveredByWhatTheirJournalsSay() throws IOException {
        FileMessageStore dead = FileMessageStore.builder(root).process("1-1").build();
        DepositTerms terms = new DepositTerms(100, Duration.ofSeconds(2));
        Deposit listening = ((DepositStart.Opened) dead.beginDeposit(ALICE, envelope(), terms)).deposit();
        record(listening, Duration.ofSeconds(5), 1); // never said that recording begins
        Deposit tooShort = ((DepositStart.Opened) dead.beginDeposit(ALICE, envelope(), terms)).deposit();
        tooShort.recordingBegins();
        record(tooShort, Duration.ofMillis(1900), 2);
        Deposit retake = ((DepositStart.Opened) dead.beginDeposit(ALICE, envelope(), terms)).deposit();
        retake.recordingBegins();
        record(retake, Duration.ofSeconds(5), 3);
        retake.restart();
        GreetingRecording greeting = dead.beginGreeting(ALICE, GreetingKind.NAME);
        record(greeting, Duration.ofSeconds(5), 4);
        Deposit spoken = ((DepositStart.Opened) dead.beginDeposit(ALICE, envelope(), terms)).deposit();
        spoken.envelope(Envelope.received(RECEIVED).callId("spoken").build());
        spoken.recordingBegins();
        byte[] said = record(spoken, Duration.ofSeconds(3), 5);
        assertThat(store.recover()).isEmpty(); // its owner lives
        dead.close();
        Message message = store.recover().get(0).message();
        assertThat(store.list(ALICE, Folder.INBOX)).containsExactly(message);
        assertThat(message.envelope().callId()).isEqualTo("spoken");
        assertThat(heard(ALICE, message.id())).isEqualTo(said);
        assertThat(store.greeting(ALICE, GreetingKind.NAME)).isEmpty();
        assertThat(asterisk.files("tmp")).isEmpty();
        assertThat(store.recover()).isEmpty();
    }

    @Test
    void whatACrashedAsteriskLeftInTmpIsNotTouched() throws IOException {
        given("tmp/bnWxaY", "");
        given("tmp/bnWxaY.wav", "RIFF");
        Files.setLastModifiedTime(root.resolve("default/1000/tmp/bnWxaY.wav"), FileTime.fromMillis(0));
        assertThat(store.recover()).isEmpty();
        assertThat(asterisk.files("tmp")).containsExactly("bnWxaY", "bnWxaY.wav");
    }

    @Test
    void aCallerWhoHangsUpBeforeTheBeepCostsNoFile() throws IOException {
        try (Deposit deposit = begin(ALICE, envelope())) {
            assertThat(asterisk.files("tmp")).isEmpty();
            deposit.recordingBegins();
            assertThat(asterisk.files("tmp")).hasSize(3); // journal, sound, and room for the text
        }
        assertThat(asterisk.files("tmp")).isEmpty();
        try (Deposit forwarded = begin(ALICE, envelope())) { // never says that recording begins
            record(forwarded, Duration.ofSeconds(1), 1);
            assertThat(asterisk.files("tmp")).hasSize(3);
        }
        assertThat(asterisk.files("tmp")).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoticedBeforeTheGreeting() throws IOException {
        given("tmp", "a file");
        assertThatThrownBy(() -> store.beginDeposit(ALICE, envelope(), ROOMY)).isInstanceOf(StoreException.class);
    }

    @Test
    void aDiskWithoutRoomRefusesAtTheBeginning() {
        try (FileMessageStore full =
                FileMessageStore.builder(root).reservedSpace(Long.MAX_VALUE).build()) {
            assertThat(full.beginDeposit(ALICE, envelope(), ROOMY))
                    .isEqualTo(new DepositStart.Refused(DepositStart.Reason.NO_SPACE));
        }
    }

    @Test
    void theHeaderIsWrittenAnewWithEachSecond() throws IOException {
        try (Deposit deposit = begin(ALICE, envelope())) {
            record(deposit, Duration.ofMillis(900), 1);
            assertThat(claimedBytes()).isZero();
            record(deposit, Duration.ofMillis(900), 1);
            assertThat(claimedBytes()).isEqualTo(28800);
        }
    }

    private int claimedBytes() throws IOException {
        String wav = asterisk.files("tmp").stream()
                .filter(name -> name.endsWith(".wav"))
                .findFirst()
                .orElseThrow();
        byte[] header = Arrays.copyOf(
                Files.readAllBytes(root.resolve("default/1000/tmp").resolve(wav)), 44);
        return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(40);
    }

    @Test
    void aMailboxThatIsALinkIsFollowed() throws IOException {
        Path elsewhere = Files.createDirectories(root.resolve("shared/team"));
        Files.createDirectories(root.resolve("default"));
        Files.createSymbolicLink(root.resolve("default/1000"), elsewhere);
        leave(ALICE);
        assertThat(store.list(new MailboxId("shared", "team"), Folder.INBOX)).hasSize(1);
    }
}
