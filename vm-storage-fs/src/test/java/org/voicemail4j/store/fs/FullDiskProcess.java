package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.Sounds;

/** Fills a small file system with one recording and tells on standard output what became of it. */
final class FullDiskProcess {

    private static final MailboxId MAILBOX = new MailboxId("default", "1000");
    private static final DepositTerms TERMS = new DepositTerms(100, Duration.ZERO);
    private static final Envelope ENVELOPE =
            Envelope.received(Instant.ofEpochSecond(1795465425)).build();

    private FullDiskProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        if (arguments.length > 1 && arguments[1].equals("mail")) {
            mailed(root);
            return;
        }
        if (arguments.length > 1 && arguments[1].equals("words")) {
            words(root);
            return;
        }
        if (arguments.length > 1) {
            say("journaled " + journaled(root));
            return;
        }
        try (FileMessageStore store = FileMessageStore.in(root);
                FileMessageStore careless =
                        FileMessageStore.builder(root).reservedSpace(0).build()) {
            say("first "
                    + store.beginDeposit(MAILBOX, ENVELOPE, TERMS).getClass().getSimpleName());
            try (Deposit deposit = ((DepositStart.Opened) careless.beginDeposit(MAILBOX, ENVELOPE, TERMS)).deposit()) {
                deposit.recordingBegins();
                fill(deposit.renditions().get(0));
                say("meanwhile " + careless.beginDeposit(MAILBOX, ENVELOPE, TERMS));
                deposit.envelope(ENVELOPE.toBuilder().callId("full").build());
                Message message = deposit.commit().orElseThrow();
                long recorded = deposit.renditions().get(0).length().toMillis();
                long heard = Sounds.octets(store.open(MAILBOX, message.id()).orElseThrow()).length / 16;
                say("kept " + (recorded == heard && heard > 5000));
            }
            say("afterwards " + store.beginDeposit(MAILBOX, ENVELOPE, TERMS));
            say("listed " + store.list(MAILBOX, Folder.INBOX).get(0).envelope().callId());
            say("deleted "
                    + store.delete(
                            MAILBOX, store.list(MAILBOX, Folder.INBOX).get(0).id()));
        }
    }

    /** What fills the journal's disk is committed, and delivered by this process. */
    private static boolean journaled(Path root) throws IOException {
        InMemoryMessageStore memory = new InMemoryMessageStore();
        try (JournaledMessageStore store = JournaledMessageStore.builder(root, memory)
                        .patience(Duration.ofSeconds(60))
                        .build();
                Deposit deposit = ((DepositStart.Opened) store.beginDeposit(MAILBOX, ENVELOPE, TERMS)).deposit()) {
            deposit.recordingBegins();
            Files.write(root.resolve("others"), new byte[(int) root.toFile().getUsableSpace() - 100_000]);
            fill(deposit.renditions().get(0));
            Message message = deposit.commit().orElseThrow();
            return memory.find(MAILBOX, message.id()).isPresent();
        }
    }

    /** What tells of a message that fills the disk is in the outbox, or comes there once there is room for much of it. */
    private static void mailed(Path root) throws IOException {
        for (int characters : new int[] {100, 16_000}) {
            DispatchRule rule = (mailbox, message) -> List.of(new Dispatch("mail", "x".repeat(characters)));
            try (FileMessageStore store = FileMessageStore.builder(root)
                    .reservedSpace(0)
                    .dispatches(rule)
                    .build()) {
                Outbox outbox = store.outbox().orElseThrow();
                outbox.add(MAILBOX, new MessageId("1-1"), new Dispatch("mail", "so that there is a directory"));
                outbox.claim(1, Duration.ofDays(1));
                MessageId id;
                try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(MAILBOX, ENVELOPE, TERMS)).deposit()) {
                    deposit.recordingBegins();
                    fill(deposit.renditions().get(0));
                    id = deposit.commit().orElseThrow().id();
                }
                say("kept " + store.find(MAILBOX, id).isPresent() + ", to be sent " + isClaimed(outbox, id));
                store.delete(MAILBOX, id);
                while (characters > 8000 && !isClaimed(outbox, id)) {
                    Thread.onSpinWait(); // it is tried again now and then
                }
                say("sent");
            }
        }
    }

    private static boolean isClaimed(Outbox outbox, MessageId id) {
        return outbox.claim(10, Duration.ofDays(1)).stream()
                .anyMatch(entry -> entry.message().equals(id));
    }

    /** What the system says of a full disk, in the words that it has for it. */
    private static void words(Path root) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("English", "No space left on device");
        words.put("German", "Auf dem Ger\u00e4t ist kein Speicherplatz mehr verf\u00fcgbar");
        words.put(
                "Japanese",
                "\u30c7\u30d0\u30a4\u30b9\u306b\u7a7a\u304d\u9818\u57df\u304c\u3042\u308a\u307e\u305b\u3093");
        words.forEach((language, text) -> say("with room in " + language + ": " + ranOut(root, text)));
        Path others = root.resolve("others");
        Files.write(others, new byte[(int) root.toFile().getUsableSpace()]);
        words.forEach((language, text) -> say("without in " + language + ": " + ranOut(root, text)));
        say("without, in a folder to be made: " + ranOut(root.resolve("default/1000/tmp"), words.get("German")));
        Files.delete(others);
        say("with room again in German: " + ranOut(root, words.get("German")));
    }

    private static boolean ranOut(Path place, String words) {
        return FreeSpace.ranOut(place, new FileSystemException(place.toString(), null, words));
    }

    private static void fill(AudioSink sink) {
        byte[] piece = new byte[320];
        try {
            while (sink.length().toSeconds() < 60) {
                sink.append(ByteBuffer.wrap(piece));
            }
            say("never full");
        } catch (StoreException e) {
            say("full");
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
