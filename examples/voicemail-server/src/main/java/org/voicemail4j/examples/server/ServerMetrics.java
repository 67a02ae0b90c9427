package org.voicemail4j.examples.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.voicemail4j.examples.server.http.Cached;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.metric.Metric;
import org.voicemail4j.metric.Metric.Kind;
import org.voicemail4j.metric.Metric.Sample;
import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.service.CallCounts;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipEndpoint;
import org.voicemail4j.smdi.link.SmdiLink;
import org.voicemail4j.smdi.link.SmdiStatistics;
import org.voicemail4j.store.fs.JournalStatus;

/** What the parts of a server count. docs/operating.md has every name. */
final class ServerMetrics implements MetricSource {

    private final VoicemailService service;
    private final SipEndpoint sip;
    private final RtpMediaSessions media;
    private final Optional<Cached<JournalStatus>> journal;
    private final Optional<Cached<Map<String, Integer>>> outbox;
    private final Cached<Boolean> store;
    private final List<SmdiLink> desks;

    /**
     * Asks these.
     *
     * @param journal what waits for the store; empty without a journal
     * @param outbox how many entries are in each state; empty without an outbox
     * @param store whether it answers
     */
    ServerMetrics(
            VoicemailService service,
            SipEndpoint sip,
            RtpMediaSessions media,
            Optional<Cached<JournalStatus>> journal,
            Optional<Cached<Map<String, Integer>>> outbox,
            Cached<Boolean> store,
            List<SmdiLink> desks) {
        this.service = service;
        this.sip = sip;
        this.media = media;
        this.journal = journal;
        this.outbox = outbox;
        this.store = store;
        this.desks = List.copyOf(desks);
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        CallCounts calls = service.callCounts();
        metrics.add(Metric.gauge("voicemail_calls", "Calls going on.", calls.now()));
        metrics.add(Metric.counter("voicemail_calls_taken_total", "Calls that were taken.", calls.taken()));
        metrics.add(Metric.counter(
                "voicemail_calls_refused_total",
                "Calls that were refused because there were too many, or the server was stopping.",
                calls.refused()));
        metrics.add(Metric.gauge(
                "voicemail_draining", "Whether calls are refused before a stop.", calls.isDraining() ? 1 : 0));
        metrics.add(Metric.gauge("voicemail_sip_connections", "TCP and TLS connections of others.", sip.connections()));
        metrics.add(
                Metric.gauge("voicemail_sip_subscriptions", "Subscriptions of phones to lamps.", sip.subscriptions()));
        metrics.add(Metric.counters(
                "voicemail_sip_rejections_total",
                "Messages and connections that were turned away.",
                "reason",
                underscored(sip.rejections())));
        media(metrics);
        metrics.add(Metric.gauge(
                "voicemail_store_up",
                "Whether the store answers.",
                store.value().orElse(false) ? 1 : 0));
        journal.flatMap(Cached::value).ifPresent(status -> journal(metrics, status));
        outbox.flatMap(Cached::value)
                .ifPresent(states -> metrics.add(Metric.gauges(
                        "voicemail_outbox_entries",
                        "What is to be sent, or dead; counted up to " + Administration.MOST_ENTRIES + ".",
                        "state",
                        states)));
        if (!desks.isEmpty()) {
            desks(metrics);
        }
        return metrics;
    }

    private void media(List<Metric> metrics) {
        Map<String, Long> counts = underscored(media.counts());
        metrics.add(Metric.counter(
                "voicemail_rtp_packets_received_total", "Packets of sound that came.", take(counts, "received")));
        metrics.add(Metric.counter(
                "voicemail_rtp_packets_sent_total", "Packets of sound that went.", take(counts, "sent")));
        metrics.add(Metric.counters(
                "voicemail_rtp_incidents_total", "What else happened to packets, or instead of them.", "kind", counts));
    }

    private static long take(Map<String, Long> counts, String name) {
        return Optional.ofNullable(counts.remove(name)).orElse(0L);
    }

    private static Map<String, Long> underscored(Map<String, Long> counts) {
        Map<String, Long> values = new LinkedHashMap<>();
        counts.forEach((name, count) -> values.put(name.replace(' ', '_'), count));
        return values;
    }

    private static void journal(List<Metric> metrics, JournalStatus status) {
        metrics.add(Metric.gauge("voicemail_journal_messages", "Messages that wait for the store.", status.messages()));
        metrics.add(
                Metric.gauge("voicemail_journal_greetings", "Greetings that wait for the store.", status.greetings()));
        metrics.add(Metric.gauge(
                "voicemail_journal_parked", "Recordings set aside because they cannot be delivered.", status.parked()));
        metrics.add(Metric.gauge("voicemail_journal_used_bytes", "Disk that the journal takes.", status.octets()));
        metrics.add(Metric.gauge(
                "voicemail_journal_oldest_timestamp_seconds",
                "When the oldest message that waits was left, in seconds since 1970; 0 if none waits.",
                status.oldest().map(Instant::getEpochSecond).orElse(0L)));
    }

    private void desks(List<Metric> metrics) {
        List<SmdiStatistics> all = desks.stream().map(SmdiLink::statistics).toList();
        gauge(metrics, all, "up", "Whether the line works.", one -> one.up() ? 1 : 0);
        gauge(metrics, all, "lamps_waiting", "Lamps that wait to be told.", SmdiStatistics::backlog);
        gauge(metrics, all, "messages_waiting", "Messages that wait for their call.", SmdiStatistics::messagesWaiting);
        counter(metrics, all, "messages", "Messages read.", SmdiStatistics::messages);
        counter(metrics, all, "malformed", "What was read and is no message.", SmdiStatistics::malformed);
        counter(metrics, all, "outages", "How often the line went down.", SmdiStatistics::outages);
        counter(metrics, all, "expired", "Messages no call came for.", SmdiStatistics::expired);
        counter(metrics, all, "unmatched", "Calls no message came for.", SmdiStatistics::unmatched);
        counter(metrics, all, "lamps_sent", "Lamp commands that left.", SmdiStatistics::lampsSent);
        counter(metrics, all, "lamps_invalid", "Lamp commands refused by INV.", SmdiStatistics::lampsInvalid);
        counter(metrics, all, "lamps_blocked", "Lamp commands refused by BLK.", SmdiStatistics::lampsBlocked);
    }

    private static void gauge(
            List<Metric> metrics,
            List<SmdiStatistics> all,
            String name,
            String help,
            ToDoubleFunction<SmdiStatistics> value) {
        metrics.add(new Metric("voicemail_smdi_" + name, Kind.GAUGE, help, samples(all, value)));
    }

    private static void counter(
            List<Metric> metrics,
            List<SmdiStatistics> all,
            String name,
            String help,
            ToDoubleFunction<SmdiStatistics> value) {
        metrics.add(new Metric("voicemail_smdi_" + name + "_total", Kind.COUNTER, help, samples(all, value)));
    }

    /** Labelled by the place of the line in its file, from 1 on. */
    private static List<Sample> samples(List<SmdiStatistics> all, ToDoubleFunction<SmdiStatistics> value) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Sample(Map.of("line", Integer.toString(i + 1)), value.applyAsDouble(all.get(i))))
                .collect(Collectors.toList());
    }
}
