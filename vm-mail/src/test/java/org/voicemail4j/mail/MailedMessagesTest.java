package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.OutboxEntry;

/** What happens to messages after their mail. */
class MailedMessagesTest extends MailsUnderTest {

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
}
