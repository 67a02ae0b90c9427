package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.StoreException;

/** What owners hear, prompt by prompt, beside what a real Asterisk played to them. */
class RetrievalTranscriptTest {

    private final FlowFixture fixture = new FlowFixture();

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#");
    }

    @Test
    void nothingThere() {
        ScriptedCall call = loggedIn()
                .hears("vm-helpexit")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-opts")
                .presses("7")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("C0-menu-0new", call);
    }

    @Test
    void oneNewMessageAndEveryKey() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-helpexit")
                .presses("7")
                .hears("vm-undelete")
                .presses("7")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("4")
                .hears("vm-repeat")
                .presses("*")
                .hears("vm-opts")
                .presses("5")
                .hears("vm-repeat")
                .presses("9")
                .hears("vm-for")
                .hears("vm-messages")
                .presses("2")
                .hears("vm-messages")
                .waits(Duration.ofMillis(500))
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("C1-menu-1new", call);
        assertThat(fixture.list(Folder.WORK)).hasSize(1);
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void anotherFolder() {
        fixture.leaveIn(Folder.WORK);
        ScriptedCall call = loggedIn()
                .hears("vm-helpexit")
                .presses("2")
                .hears("vm-Old")
                .hears("vm-messages")
                .waits(Duration.ofMillis(1200))
                .presses("2")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("C1b-old-only-folders", call);
    }

    @Test
    void urgentMessagesFirst() {
        fixture.leave();
        fixture.leave();
        fixture.leave(Urgency.URGENT);
        fixture.leave(Urgency.URGENT);
        ScriptedCall call = loggedIn()
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("C3-urgent-and-new", call);
    }

    @Test
    void zoneCallerAndDuration() {
        fixture.policy(policy -> policy.zone(ZoneId.of("Europe/Copenhagen"))
                .dateFormat("'vm-received' a d b 'digits/at' HM")
                .sayCaller(true)
                .sayDurationFrom(Optional.of(Duration.ZERO)));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("5551001"));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("5551234"));
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-advopts")
                .presses("6")
                .hears("vm-advopts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("D1-envelope-tz-cid-dur", call);
    }

    @Test
    void callersWhoseNamesAreRecorded() {
        fixture.policy(policy -> policy.sayCaller(true).sayEnvelope(false));
        AudioContent name = Sounds.noise(AudioFormat.WAV, Duration.ofMillis(1100), 1);
        fixture.callerNames = number -> {
            if (number.equals("5550000")) {
                throw new StoreException("planted: the names are away");
            }
            return Optional.of(name).filter(known -> number.equals("5551234"));
        };
        for (String number : List.of("5551234", "5559999", "5550000")) {
            fixture.leave(Urgency.NORMAL, Party.ofNumber(number));
        }
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-advopts")
                .presses("6")
                .hears("vm-advopts")
                .presses("6")
                .hears("vm-advopts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("callers-whose-names-are-recorded", call);
    }

    @Test
    void callersFromTheSameContext() {
        fixture.policy(policy -> policy.sayCaller(true).sayEnvelope(false).internalContexts(Set.of("default")));
        fixture.subscribe("1017", policy -> policy);
        fixture.greet(GreetingKind.NAME, ofSeconds(1));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1017"));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1000"));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("5551234"));
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-advopts")
                .presses("6")
                .hears("vm-advopts")
                .presses("6")
                .hears("vm-advopts")
                .presses("3")
                .hears("vm-toreply")
                .presses("3")
                .hears("vm-helpexit")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("callers-from-inside", call);
    }

    @Test
    void wrappingAroundAndNextAfterDeleting() {
        fixture.policy(policy -> policy.messageWrap(true).nextAfterCommand(true));
        fixture.leave();
        fixture.leave();
        fixture.leave();
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-advopts")
                .presses("4")
                .hears("vm-prev")
                .presses("6")
                .hears("vm-prev")
                .presses("7")
                .hears("vm-prev")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("D3-wrap-nextaftercmd", call);
    }

    @Test
    void anotherZone() {
        fixture.policy(
                policy -> policy.zone(ZoneId.of("America/New_York")).dateFormat("'vm-received' Q 'digits/at' IMp"));
        fixture.leave();
        ScriptedCall call =
                loggedIn().hears("vm-helpexit").presses("1").hears("vm-repeat").presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("D4-eastern", call);
    }

    @Test
    void savingToWork() {
        fixture.leave();
        ScriptedCall call = loggedIn()
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-repeat")
                .presses("9")
                .hears("vm-tocancel")
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("save-to-work", call);
    }
}
