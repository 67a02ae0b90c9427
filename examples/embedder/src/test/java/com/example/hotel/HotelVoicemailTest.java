package com.example.hotel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.Sounds;

/** A whole service of the hotel's own parts: no SIP, no RTP, no files. */
class HotelVoicemailTest {

    private static final MailboxId ROOM_12 = new MailboxId("hotel", "12");

    private final RoomMessages messages = new RoomMessages();
    private final CompletableFuture<VoicemailEvent> deposited = new CompletableFuture<>();

    private VoicemailService service() {
        Subscriber guest = Subscriber.of(ROOM_12).fullName("Room 12").build();
        return VoicemailService.builder()
                .directory(new InMemoryMailboxDirectory(List.of(guest)))
                .store(messages)
                .listener(this::take)
                .start();
    }

    private void take(VoicemailEvent event) {
        if (event instanceof VoicemailEvent.Deposited) {
            deposited.complete(event);
        }
    }

    @Test
    void theDeskLeavesAMessageForARoom() throws Exception {
        byte[] speech = Sounds.octets(Sounds.tone(440, Duration.ofSeconds(3)));
        DeskCall call = new DeskCall(ROOM_12, speech);
        try (VoicemailService service = service()) {
            service.answer(call);
            assertThat(deposited.get(30, TimeUnit.SECONDS).mailbox()).isEqualTo(ROOM_12);
        }
        assertThat(call.refusal()).isEmpty();
        assertThat(call.heard()).contains("vm-intro", "beep");
        assertThat(messages.counts(ROOM_12)).isEqualTo(new MessageCounts(1, 0, 0, 0));
        Message message = messages.list(ROOM_12, Folder.INBOX).get(0);
        assertThat(message.envelope().caller().name()).contains("Front desk");
        AudioContent kept = messages.open(ROOM_12, message.id()).orElseThrow();
        assertThat(Sounds.octets(kept)).isEqualTo(speech);
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aRoomThatDoesNotExistHasNoVoicemail() {
        DeskCall call = new DeskCall(new MailboxId("hotel", "13"), new byte[16_000]);
        try (VoicemailService service = service()) {
            service.answer(call);
            while (!call.isOver()) { // a service that is closed hangs up whatever still rings
                Thread.onSpinWait();
            }
        }
        assertThat(call.refusal()).contains(CallRefusal.UNKNOWN_MAILBOX);
    }
}
