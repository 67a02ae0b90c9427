package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.metric.PrometheusText;
import org.voicemail4j.service.EventMetrics;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.store.DepositStart;

class EventMetricsTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");
    private static final Message MESSAGE = new Message(
            new MessageId("1-a"), Folder.INBOX, Envelope.received(Instant.EPOCH).build(), Duration.ofMillis(2500));

    private final EventMetrics metrics = new EventMetrics();

    private String text() {
        return PrometheusText.of(metrics.metrics());
    }

    @Test
    void everySeriesIsThereFromTheStart() {
        assertThat(text().lines().filter(line -> !line.startsWith("#")))
                .contains("voicemail_messages_received_total{way=\"deposited\"} 0")
                .contains("voicemail_logins_total{result=\"locked\"} 0")
                .contains("voicemail_messages_recorded_seconds_total 0")
                .allMatch(line -> line.endsWith(" 0"));
    }

    @Test
    void everyEventIsCountedUnderItsNameAndNobodyIsNamed() {
        DepositStart.Reason reason = DepositStart.Reason.values()[0];
        List<VoicemailEvent> events = List.of(
                new VoicemailEvent.Deposited(ALICE, MESSAGE),
                new VoicemailEvent.Forwarded(ALICE, MESSAGE, ALICE),
                new VoicemailEvent.Recovered(ALICE, MESSAGE),
                new VoicemailEvent.DepositRefused(ALICE, reason),
                new VoicemailEvent.RecordingCutShort(ALICE, Duration.ZERO),
                new VoicemailEvent.Heard(ALICE, MESSAGE),
                new VoicemailEvent.Moved(ALICE, MESSAGE, Folder.OLD),
                new VoicemailEvent.Deleted(ALICE, MESSAGE),
                new VoicemailEvent.Expired(ALICE, MESSAGE),
                new VoicemailEvent.GreetingChanged(ALICE, GreetingKind.BUSY),
                new VoicemailEvent.CalledOut(ALICE, "5551234"),
                new VoicemailEvent.PinChanged(ALICE),
                new VoicemailEvent.LoggedIn(ALICE),
                new VoicemailEvent.LoginFailed(ALICE),
                new VoicemailEvent.LoginLocked(ALICE));
        events.forEach(metrics::on);

        assertThat(text().lines().filter(line -> line.endsWith(" 1"))).hasSize(events.size());
        assertThat(text())
                .contains("voicemail_messages_recorded_seconds_total 5\n")
                .doesNotContain("1000", "5551234");
    }
}
