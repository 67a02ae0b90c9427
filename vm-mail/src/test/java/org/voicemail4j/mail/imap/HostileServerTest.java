package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voicemail4j.testkit.StoreUnderTest.ALICE;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.StoreException;

/** Servers, and mails on honest ones, that want to hurt. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileServerTest {

    private static final MessageId FIRST = new MessageId("1-1");
    private static final ImapTimeouts SHORT = new ImapTimeouts(
            Duration.ofSeconds(20), Duration.ofMillis(700), Duration.ofMillis(700), Duration.ofMillis(300));

    private static ImapMessageStore store(ScriptedImap server) {
        return ImapMessageStore.builder(new TestAccounts(server.server())).build();
    }

    private static ScriptedImap.Answer saying(String start, String what) {
        return (tag, command, out) -> {
            if (!command.startsWith(start)) {
                return false;
            }
            ScriptedImap.say(out, what + "\r\n" + tag + " OK done\r\n");
            return true;
        };
    }

    private static void assertRefuses(ScriptedImap.Answer answer) throws IOException {
        try (ScriptedImap server = new ScriptedImap(answer);
                ImapMessageStore store = store(server)) {
            assertThatThrownBy(() -> store.open(ALICE, FIRST))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(ALICE.toString());
        }
    }

    @Test
    void aMessageOnAnHonestServerIsThere() throws IOException {
        try (ScriptedImap server = new ScriptedImap((tag, command, out) -> false);
                ImapMessageStore store = store(server)) {
            assertThat(store.list(ALICE, Folder.INBOX)).hasSize(1);
            assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
        }
    }

    /** Of a full account, say: a copy needs room, a deletion does not. */
    @Test
    void aGreetingIsDeletedThoughTheServerWillNotKeepItAsTheFormerOne() throws IOException {
        Queue<String> changes = new ConcurrentLinkedQueue<>();
        ScriptedImap.Answer answer = (tag, command, out) -> {
            if (command.startsWith("UID COPY") || command.startsWith("UID MOVE")) {
                ScriptedImap.say(out, tag + " NO [OVERQUOTA] no room\r\n");
                return true;
            }
            if (command.contains("HEADER.FIELDS")) {
                String headers = "X-Asterisk-VM-Extension: 1000\r\nX-Asterisk-VM-Context: default\r\n"
                        + "X-Asterisk-VM-Message-ID: 1-1\r\nX-Asterisk-VM-Message-Type: busy\r\n\r\n";
                ScriptedImap.say(
                        out,
                        "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (X)]<0> {" + headers.length() + "}\r\n" + headers + ")\r\n"
                                + tag + " OK done\r\n");
                return true;
            }
            if (command.startsWith("UID STORE") || command.startsWith("UID EXPUNGE")) {
                changes.add(command);
            }
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(answer);
                ImapMessageStore store = store(server)) {
            assertThat(store.deleteGreeting(ALICE, GreetingKind.BUSY)).isTrue();
        }
        assertThat(changes).containsExactly("UID STORE 1 +FLAGS.SILENT (\\Deleted)", "UID EXPUNGE 1");
    }

    @Test
    void aLiteralOfTwoGigabytesIsNotTaken() throws IOException {
        assertRefuses(saying("UID SEARCH", "* SEARCH {2147483647}"));
        assertRefuses(saying("UID SEARCH", "* SEARCH {99999999999999999999}"));
    }

    @Test
    void linesWordsAndListsWithoutEndAreNotTaken() throws IOException {
        assertRefuses(saying("UID SEARCH", "* SEARCH " + "1".repeat(200_000)));
        assertRefuses(saying("UID SEARCH", "* LIST " + "(".repeat(100_000)));
        assertRefuses(saying("UID SEARCH", "* LIST \"" + "x".repeat(200_000) + "\""));
        assertRefuses(saying("UID SEARCH", "* SEARCH" + " 1".repeat(500_000)));
        assertRefuses(saying("UID SEARCH", "* OK " + "x".repeat(20_000)));
    }

    /** Each is short, and so are all together on the wire; in memory they are not. */
    @Test
    void linesWithoutNumberAreNotTaken() throws IOException {
        assertRefuses((tag, command, out) -> {
            if (command.startsWith("UID SEARCH")) {
                ScriptedImap.say(out, "* 1 EXISTS\r\n".repeat(500_000) + tag + " OK done\r\n");
                return true;
            }
            return false;
        });
    }

    /** Another client has just read it. */
    @Test
    void flagsThatTheServerTellsByItselfAreNotTakenForHeadersOrSound() throws IOException {
        ScriptedImap.Answer first = (tag, command, out) -> {
            if (command.contains("BODYSTRUCTURE")) {
                ScriptedImap.say(
                        out,
                        "* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n* 1 FETCH (UID 1 BODYSTRUCTURE ((\"AUDIO\""
                                + " \"X-GSM\" (\"NAME\" \"a.gsm\") NIL NIL \"BASE64\" 44) \"MIXED\"))\r\n" + tag
                                + " OK\r\n");
                return true;
            }
            if (command.contains("BODY.PEEK[1]")) {
                String sound = command.contains("<0.") ? "A".repeat(44) : "";
                ScriptedImap.say(out, "* 1 FETCH (UID 1 BODY[1]<0> {" + sound.length() + "}\r\n" + sound + ")\r\n");
                ScriptedImap.say(out, tag + " OK done\r\n");
                return true;
            }
            if (command.contains("HEADER.FIELDS")) {
                String headers = "X-Asterisk-VM-Extension: 1000\r\nX-Asterisk-VM-Context: default\r\n"
                        + "X-Asterisk-VM-Message-ID: 1-1\r\n\r\n";
                ScriptedImap.say(
                        out, "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (X)]<0> {" + headers.length() + "}\r\n" + headers);
                ScriptedImap.say(out, ")\r\n* 1 FETCH (UID 1 FLAGS (\\Seen))\r\n" + tag + " OK done\r\n");
                return true;
            }
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(first);
                ImapMessageStore store = store(server)) {
            assertThat(store.list(ALICE, Folder.INBOX)).hasSize(1);
            assertThat(store.open(ALICE, FIRST).orElseThrow().payloadBytes()).isEqualTo(33);
        }
    }

    /** What was cut off may have said that the mail has come through a mail server. */
    @Test
    void aMailWithMoreHeadersThanAreReadIsNoVoicemail() throws IOException {
        ScriptedImap.Answer answer = (tag, command, out) -> {
            if (!command.contains("HEADER.FIELDS")) {
                return false;
            }
            String headers = "X-Asterisk-VM-Extension: 1000\r\nX-Asterisk-VM-Context: default\r\n"
                    + "X-Asterisk-VM-Message-ID: 1-1\r\n";
            String block = headers + "X-Asterisk-VM-Category: ";
            block += "x".repeat(256 * 1024 - block.length());
            ScriptedImap.say(
                    out, "* 1 FETCH (UID 1 BODY[HEADER.FIELDS (X)]<0> {" + block.length() + "}\r\n" + block + ")\r\n");
            ScriptedImap.say(out, tag + " OK done\r\n");
            return true;
        };
        try (ScriptedImap server = new ScriptedImap(answer);
                ImapMessageStore store = store(server)) {
            assertThat(store.list(ALICE, Folder.INBOX)).isEmpty();
        }
    }

    @Test
    void aServerThatTalksForEverIsHungUpOn() throws IOException {
        assertRefuses((tag, command, out) -> {
            if (!command.startsWith("UID SEARCH")) {
                return false;
            }
            String flood = "* OK still here\r\n".repeat(10_000);
            while (true) {
                ScriptedImap.say(out, flood);
            }
        });
    }

    @Test
    void nonsenseInsteadOfIMAPIsAnErrorOfThatMailbox() throws IOException {
        assertRefuses(saying("UID SEARCH", "HTTP/1.1 400 Bad Request\r\n\r\n<html>"));
        assertRefuses(saying("UID SEARCH", "\0\0\0\0)))"));
        assertRefuses(saying("UID SEARCH", "* BYE go away"));
    }

    @Test
    void aStructureOfAHundredThousandPartsHurtsOnlyItsOwnMail() throws IOException {
        String part = "(\"AUDIO\" \"X-GSM\" (\"NAME\" \"a.gsm\") NIL NIL \"BASE64\" 10)";
        ScriptedImap.Answer many =
                saying("UID FETCH 1 (BODYSTRUCTURE", "* 1 FETCH (UID 1 BODYSTRUCTURE (" + part.repeat(60_000) + "))");
        try (ScriptedImap server = new ScriptedImap(many);
                ImapMessageStore store = store(server)) {
            assertThatThrownBy(() -> store.open(ALICE, FIRST)).isInstanceOf(StoreException.class);
            assertThat(store.list(ALICE, Folder.INBOX)).hasSize(1);
        }
    }

    @Test
    void anAttachmentThatIsTooLongIsNotFetched() throws IOException {
        String structure = "* 1 FETCH (UID 1 BODYSTRUCTURE ((\"TEXT\" \"PLAIN\" NIL NIL NIL \"7BIT\" 1 1)"
                + "(\"AUDIO\" \"X-GSM\" (\"NAME\" \"a.gsm\") NIL NIL \"BASE64\" SIZE) \"MIXED\"))";
        assertRefuses(saying("UID FETCH 1 (BODYSTRUCTURE", structure.replace("SIZE", "4000000000")));
        AtomicInteger pieces = new AtomicInteger();
        ScriptedImap.Answer endless = (tag, command, out) -> {
            if (command.contains("BODYSTRUCTURE")) {
                ScriptedImap.say(out, structure.replace("SIZE", "10") + "\r\n" + tag + " OK done\r\n");
                return true;
            }
            if (command.contains("BODY.PEEK[2]")) {
                pieces.incrementAndGet();
                String piece = "QUFB".repeat(64 * 1024);
                ScriptedImap.say(out, "* 1 FETCH (UID 1 BODY[2]<0> {" + piece.length() + "}\r\n" + piece + ")\r\n");
                ScriptedImap.say(out, tag + " OK done\r\n");
                return true;
            }
            return false;
        };
        try (ScriptedImap server = new ScriptedImap(endless);
                ImapMessageStore store = ImapMessageStore.builder(new TestAccounts(server.server()))
                        .longestAttachment(1 << 20)
                        .build()) {
            assertThatThrownBy(() -> store.open(ALICE, FIRST)).isInstanceOf(StoreException.class);
            assertThat(pieces).hasValueLessThan(12);
        }
    }

    @Test
    void aServerThatAnswersOctetByOctetIsHungUpOnInTime() throws IOException {
        try (ScriptedImap server = new ScriptedImap((tag, command, out) -> {
                    if (command.startsWith("UID SEARCH")) {
                        trickle(out);
                    }
                    return false;
                });
                ImapMessageStore store = ImapMessageStore.builder(new TestAccounts(server.server()))
                        .timeouts(SHORT)
                        .build()) {
            assertThatThrownBy(() -> store.counts(ALICE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("took too long");
        }
    }

    private static void trickle(OutputStream out) throws IOException {
        while (true) {
            ScriptedImap.say(out, "*");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void afterAFailureTheNextTryWaitsAndSaysSo() throws IOException {
        ScriptedImap gone = new ScriptedImap((tag, command, out) -> false);
        ImapServer address = gone.server();
        gone.close();
        try (ImapMessageStore store =
                ImapMessageStore.builder(new TestAccounts(address)).build()) {
            for (int i = 0; i < 12; i++) {
                assertThatThrownBy(() -> store.counts(ALICE)).isInstanceOf(StoreException.class);
            }
            assertThatThrownBy(() -> store.counts(ALICE)).hasMessageContaining("next try in");
        }
    }

    @Test
    void headersOfOthersAreDataAndNothingElse() {
        String huge = "x".repeat(100_000);
        MailHeaders headers = MailHeaders.parse("X-Asterisk-VM-Caller-ID-Name: " + huge + "\r\n"
                + "X-Asterisk-VM-Orig-time: 99999999999999999999\r\nX-Asterisk-VM-Duration: -7\r\n"
                + "X-Asterisk-VM-Message-ID: ../../etc/passwd\r\nX-Voicemail4j-Attribute: A B=c\r\n"
                + "no header at all\r\n: empty\r\nX-Asterisk-VM-Extension: 1000\r\n"
                + "X-Voicemail4j-Attribute: k=v\r\n".repeat(2000) + "\r\n");
        VoicemailHeaders read = VoicemailHeaders.read(headers, "nonsense");
        assertThat(read.envelope().caller().name().orElseThrow()).hasSizeLessThanOrEqualTo(256);
        assertThat(read.envelope().received()).isEqualTo(java.time.Instant.EPOCH);
        assertThat(read.length()).isZero();
        assertThat(read.id().value()).matches("imap-[0-9a-f]+");
        assertThat(read.envelope().attributes()).hasSizeLessThanOrEqualTo(64);
    }

    @Test
    void asManyAttributesAsThereMayBeComeBack() {
        Envelope.Builder full = Envelope.received(java.time.Instant.ofEpochSecond(1_700_000_000));
        full.attribute("priority", "high");
        for (int i = 1; i < 64; i++) {
            full.attribute("key-" + i, "value " + i);
        }
        Envelope envelope = full.build();
        StringBuilder lines = new StringBuilder();
        VoicemailHeaders.write(lines, new Owner("1000", "default"), FIRST, envelope, Duration.ZERO, "");
        VoicemailHeaders read = VoicemailHeaders.read(MailHeaders.parse(lines.toString()), "");
        assertThat(read.envelope().attributes()).isEqualTo(envelope.attributes());
    }
}
