package org.voicemail4j.service;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.voicemail4j.message.Message;
import org.voicemail4j.metric.Metric;
import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.store.DepositStart;

/**
 * Counts what a service tells its listeners: give it to {@link VoicemailService.Builder#listener} and ask it for its
 * metrics. No metric names a mailbox or a person. For many threads.
 */
public final class EventMetrics implements VoicemailListener, MetricSource {

    /** What is counted: a metric, and the value of its label if it has one. */
    private enum Series {
        DEPOSITED(Family.RECEIVED, "deposited", VoicemailEvent.Deposited.class),
        FORWARDED(Family.RECEIVED, "forwarded", VoicemailEvent.Forwarded.class),
        RECOVERED(Family.RECEIVED, "recovered", VoicemailEvent.Recovered.class),
        HEARD(Family.HEARD, "", VoicemailEvent.Heard.class),
        MOVED(Family.MOVED, "", VoicemailEvent.Moved.class),
        DELETED(Family.DELETED, "owner", VoicemailEvent.Deleted.class),
        EXPIRED(Family.DELETED, "age", VoicemailEvent.Expired.class),
        FAILED(Family.FAILED, "", VoicemailEvent.DepositFailed.class),
        CUT_SHORT(Family.CUT_SHORT, "", VoicemailEvent.RecordingCutShort.class),
        GREETING(Family.GREETINGS, "", VoicemailEvent.GreetingChanged.class),
        CALLED_OUT(Family.CALLS_OUT, "", VoicemailEvent.CalledOut.class),
        PIN_CHANGED(Family.PINS, "", VoicemailEvent.PinChanged.class),
        LOGGED_IN(Family.LOGINS, "accepted", VoicemailEvent.LoggedIn.class),
        LOGIN_FAILED(Family.LOGINS, "wrong_pin", VoicemailEvent.LoginFailed.class),
        LOGIN_LOCKED(Family.LOGINS, "locked", VoicemailEvent.LoginLocked.class);

        private final Family family;
        private final String label;
        private final Class<? extends VoicemailEvent> event;

        Series(Family family, String label, Class<? extends VoicemailEvent> event) {
            this.family = family;
            this.label = label;
            this.event = event;
        }
    }

    /** A metric. */
    private enum Family {
        RECEIVED("voicemail_messages_received_total", "way", "Messages that came into mailboxes."),
        HEARD("voicemail_messages_heard_total", "", "Messages that an owner listened to."),
        MOVED("voicemail_messages_moved_total", "", "Messages that were moved to another folder."),
        DELETED("voicemail_messages_deleted_total", "by", "Messages that were deleted, by owners or by age."),
        FAILED(
                "voicemail_deposits_failed_total",
                "",
                "Mailboxes that did not get a message which others got, because the store failed."),
        CUT_SHORT(
                "voicemail_recordings_cut_short_total",
                "",
                "Recordings that had to end because the store could take no more."),
        GREETINGS("voicemail_greetings_changed_total", "", "Greetings that were recorded, replaced or deleted."),
        CALLS_OUT("voicemail_calls_out_total", "", "Calls that owners made from within their mailboxes."),
        PINS("voicemail_pins_changed_total", "", "PINs that were changed."),
        LOGINS("voicemail_logins_total", "result", "Attempts to log in.");

        private final String metric;
        private final String label;
        private final String help;

        Family(String metric, String label, String help) {
            this.metric = metric;
            this.label = label;
            this.help = help;
        }
    }

    private final Map<Series, LongAdder> counts = new EnumMap<>(Series.class);
    private final Map<DepositStart.Reason, LongAdder> refused = new EnumMap<>(DepositStart.Reason.class);
    private final DoubleAdder seconds = new DoubleAdder();

    /** Counts from zero. */
    public EventMetrics() {
        for (Series series : Series.values()) {
            counts.put(series, new LongAdder());
        }
        for (DepositStart.Reason reason : DepositStart.Reason.values()) {
            refused.put(reason, new LongAdder());
        }
    }

    @Override
    public void on(VoicemailEvent event) {
        counts.forEach((series, count) -> {
            if (series.event.isInstance(event)) {
                count.increment();
            }
        });
        if (event instanceof VoicemailEvent.DepositRefused one) {
            Objects.requireNonNull(refused.get(one.reason())).increment();
        } else if (event instanceof VoicemailEvent.Deposited one) {
            recorded(one.message());
        } else if (event instanceof VoicemailEvent.Recovered one) {
            recorded(one.message());
        }
    }

    private void recorded(Message message) {
        seconds.add(message.length().toMillis() / 1000.0);
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        for (Family family : Family.values()) {
            metrics.add(metric(family));
        }
        Map<String, Long> reasons = new LinkedHashMap<>();
        refused.forEach((reason, count) -> reasons.put(reason.name().toLowerCase(Locale.ROOT), count.sum()));
        metrics.add(Metric.counters(
                "voicemail_deposits_refused_total",
                "Messages that callers wanted to leave and could not.",
                "reason",
                reasons));
        metrics.add(Metric.counter(
                "voicemail_messages_recorded_seconds_total", "How long what callers left sounds.", seconds.sum()));
        return metrics;
    }

    private Metric metric(Family family) {
        Map<String, Long> values = new LinkedHashMap<>();
        counts.forEach((series, count) -> {
            if (series.family == family) {
                values.put(series.label, count.sum());
            }
        });
        return family.label.isEmpty()
                ? Metric.counter(family.metric, family.help, values.getOrDefault("", 0L))
                : Metric.counters(family.metric, family.help, family.label, values);
    }
}
