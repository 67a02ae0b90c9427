package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.Sounds;

/** The recording in a mail, or what stands there instead. */
class MailedRecordingsTest extends MailsUnderTest {

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

    private void twoOwners(String options) {
        configure(options, "1000 => 4711,Anna,anna@vm.test|bert@vm.test,,delete=yes");
    }

    @Test
    void aMailThatIsTooLargeForSomebodyGoesToHimOnceWithoutTheRecording() throws Exception {
        twoOwners("emailbody=Own words.");
        mostOctets.put("bert@vm.test", 50_000);
        Message message = leave();
        assertThat(sendAll()).hasSize(2).last().isInstanceOf(SendResult.Sent.class);
        assertThat(recipients).containsExactly(List.of("anna@vm.test", "bert@vm.test"), List.of("bert@vm.test"));
        assertThat(leaves(sent.get(0).getContent())).hasSize(3);
        assertThat(leaves(sent.get(1).getContent())).hasSize(2);
        assertThat(text(1)).startsWith("Own words.").contains("is waiting in your mailbox");
        assertThat(html(1)).contains("is waiting in your mailbox");
        assertThat(store.find(ANNA, message.id()))
                .as("not deleted: somebody has no recording")
                .isPresent();
        assertThat(outbox().list(10)).isEmpty();
    }

    @Test
    void whatIsTooLargeWithoutTheRecordingTooIsGivenUp() {
        mostOctets.put("anna@vm.test", 10);
        leave();
        assertThat(sendAll()).hasSize(2).last().isInstanceOf(SendResult.Never.class);
        assertThat(sent).hasSize(2);
        assertThat(outbox().list(10)).extracting(OutboxEntry::state).containsExactly(OutboxEntry.State.DEAD);
    }

    @Test
    void whoWasBusyGetsTheRecordingWhenAnotherGotTheMailWithoutIt() throws Exception {
        twoOwners("");
        mostOctets.put("bert@vm.test", 50_000);
        busy.add("anna@vm.test");
        leave();
        assertThat(sendAll()).hasSize(2).last().isInstanceOf(SendResult.Later.class);
        busy.clear();
        clock.advance(Duration.ofMinutes(2));
        assertThat(sendAll()).hasSize(1).first().isInstanceOf(SendResult.Sent.class);
        assertThat(recipients.get(recipients.size() - 1)).containsExactly("anna@vm.test");
        assertThat(leaves(sent.get(sent.size() - 1).getContent())).hasSize(3);
    }

    /** The mail with the recording went out in the same attempt. */
    @Test
    void aServerThatGoesAwayBetweenTheTwoMailsGetsNoneOfThemTwice() {
        twoOwners("");
        mostOctets.put("bert@vm.test", 50_000);
        busy.add("anna@vm.test");
        away.add(2);
        leave();
        List<OutboxEntry> first = outbox().claim(1, Duration.ofMinutes(5));
        SendResult.Onward onward = (SendResult.Onward) notifier.mail().send(first.get(0));
        outbox().postpone(first.get(0), onward.content(), clock.instant(), "");
        busy.clear();
        assertThat(sendAll()).hasSize(1).first().isInstanceOf(SendResult.Later.class);
        clock.advance(Duration.ofMinutes(2));
        assertThat(sendAll()).hasSize(1).first().isInstanceOf(SendResult.Sent.class);
        assertThat(recipients)
                .containsExactly(
                        List.of("anna@vm.test", "bert@vm.test"), List.of("anna@vm.test"), List.of("bert@vm.test"));
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
}
