package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.ScriptedCall;

/** What owners do on the telephone, in a spool: forward, send, delete. */
class OwnerCallsTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");
    private static final MailboxId BOB = MailboxId.parse("1001");
    private static final MailboxPolicy POLICY =
            MailboxPolicy.DEFAULT.toBuilder().sendMessages(true).keptDeleted(1).build();

    @TempDir
    Path root;

    private FileMessageStore store;

    @BeforeEach
    void open() {
        store = FileMessageStore.in(root);
    }

    private void call(ScriptedCall call) {
        List<Subscriber> subscribers = List.of(
                Subscriber.of(ALICE).pin(Pin.clear("4711")).policy(POLICY).build(),
                Subscriber.of(BOB).build());
        try (VoicemailService service = VoicemailService.builder()
                .store(store)
                .directory(new InMemoryMailboxDirectory(subscribers))
                .executor(Runnable::run)
                .start()) {
            service.answer(call);
        }
        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
    }

    private void leave() {
        call(ScriptedCall.of(CallInfo.of("call", CallPurpose.deposit(ALICE))
                        .caller(Party.ofNumber("5551234"))
                        .build())
                .speaks(Duration.ofSeconds(3))
                .hangsUp());
    }

    private static ScriptedCall owner() {
        return ScriptedCall.of(
                        CallInfo.of("owner", CallPurpose.retrieval(ALICE)).build())
                .hears("vm-password")
                .presses("4711#")
                .hears("vm-opts");
    }

    private Message onlyMessage(MailboxId mailbox, Folder folder) {
        List<Message> messages = FileMessageStore.in(root).list(mailbox, folder);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    @Test
    void aForwardedMessageIsACopyWithItsIntroductionAndTheOriginalStays() throws IOException {
        leave();
        byte[] original = Files.readAllBytes(root.resolve("default/1000/INBOX/msg0000.wav"));

        call(owner().presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-extension")
                .presses("1001#")
                .hears("vm-starmain")
                .presses("1")
                .speaks(Duration.ofSeconds(2))
                .presses("#")
                .hears("vm-msgforwarded")
                .hangsUp());

        Message copy = onlyMessage(BOB, Folder.INBOX);
        assertThat(copy.envelope().caller()).isEqualTo(Party.ofNumber("5551234"));
        assertThat(copy.length()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5200));
        assertThat(root.resolve("default/1000/Old/msg0000.wav")).hasBinaryContent(original);
        assertThat(root.resolve("default/1001/tmp"))
                .satisfiesAnyOf(
                        tmp -> assertThat(tmp).doesNotExist(),
                        tmp -> assertThat(tmp).isEmptyDirectory());
    }

    @Test
    void aComposedMessageLiesInBothMailboxes() {
        call(owner().presses("3")
                .hears("vm-starmain")
                .presses("5")
                .hears("vm-extension")
                .presses("1001*1000#")
                .speaks(Duration.ofSeconds(2))
                .presses("#")
                .hears("auth-thankyou")
                .hears("vm-opts")
                .hangsUp());

        assertThat(onlyMessage(BOB, Folder.INBOX).envelope().caller()).isEqualTo(Party.ofNumber("1000"));
        assertThat(onlyMessage(ALICE, Folder.INBOX).length())
                .isEqualTo(onlyMessage(BOB, Folder.INBOX).length());
    }

    @Test
    void theLastDeletedMessageIsKept() {
        for (int i = 0; i < 2; i++) {
            leave();
            call(owner().presses("1")
                    .hears("vm-repeat")
                    .presses("7")
                    .hears("vm-deleted")
                    .hangsUp());
        }

        assertThat(root.resolve("default/1000/Deleted/msg0000.wav")).exists();
        assertThat(onlyMessage(ALICE, Folder.DELETED).envelope().caller()).isEqualTo(Party.ofNumber("5551234"));
        assertThat(store.counts(ALICE).newMessages() + store.counts(ALICE).oldMessages())
                .isZero();
    }
}
