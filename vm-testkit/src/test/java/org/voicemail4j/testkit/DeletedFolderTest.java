package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;

/** Owners look at what they deleted and take it back. */
class DeletedFolderTest {

    private final FlowFixture fixture = new FlowFixture().policy(policy -> policy.keptDeleted(5));

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#").hears("vm-youhave");
    }

    @Test
    void aDeletedMessageIsTakenBack() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-helpexit")
                .presses("2")
                .hears("vm-tocancel")
                .presses("1")
                .hears("vm-helpexit")
                .presses("2")
                .hears("menu/deleted-folder")
                .presses("*")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("taking-back-a-deleted-message", call);
        assertThat(fixture.list(Folder.DELETED)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
    }

    @Test
    void whatIsSavedAfterItWasDeletedStays() {
        Message message = fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-deleted")
                .presses("9")
                .hears("vm-savefolder")
                .presses("3")
                .hears("vm-savedto")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(fixture.list(Folder.FAMILY)).extracting(Message::id).containsExactly(message.id());
        assertThat(fixture.list(Folder.DELETED)).isEmpty();
    }

    @Test
    void aHundredDeletedAtOnceLeaveTheLatestThatAreKeptAndTheFolderIsNotReadForEach() {
        AtomicInteger looks = new AtomicInteger();
        FlowFixture many = new FlowFixture(store -> new ForwardingStore(store) {
            @Override
            public List<Message> list(MailboxId mailbox, Folder folder) {
                looks.addAndGet(folder == Folder.DELETED ? 1 : 0);
                return super.list(mailbox, folder);
            }
        });
        many.policy(policy -> policy.keptDeleted(30).nextAfterCommand(true).maxMessages(200));
        many.leaveIn(Folder.DELETED);
        List<MessageId> all =
                Stream.generate(many::leave).limit(100).map(Message::id).toList();
        ScriptedCall call = many.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1");
        all.forEach(message -> call.hears("vm-delete").presses("7"));

        many.retrieve(call.hears("vm-nomore").presses("#"));

        assertThat(call.unfinished()).isEmpty();
        assertThat(many.list(Folder.DELETED)).extracting(Message::id).containsExactlyElementsOf(all.subList(70, 100));
        assertThat(many.list(Folder.INBOX)).isEmpty();
        assertThat(looks).hasValueLessThan(10);
    }

    @Test
    void withNothingInItTheFolderIsNotOffered() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .presses("2")
                .hears("vm-tocancel")
                .presses("*")
                .hears("vm-tocancel")
                .presses("#")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> *\nvm-sorry\n").doesNotContain("menu/deleted-folder");
    }
}
