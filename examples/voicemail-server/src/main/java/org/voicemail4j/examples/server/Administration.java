package org.voicemail4j.examples.server;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.examples.server.api.GreetingApi;
import org.voicemail4j.examples.server.api.JournalApi;
import org.voicemail4j.examples.server.api.MailboxApi;
import org.voicemail4j.examples.server.api.MessageApi;
import org.voicemail4j.examples.server.api.ReloadApi;
import org.voicemail4j.examples.server.api.SoundDownload;
import org.voicemail4j.examples.server.api.SoundUpload;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Cached;
import org.voicemail4j.examples.server.http.HttpListener;
import org.voicemail4j.examples.server.http.HttpThreads;
import org.voicemail4j.examples.server.http.Route;
import org.voicemail4j.examples.server.http.Router;
import org.voicemail4j.examples.server.http.Tokens;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.metric.Metric;
import org.voicemail4j.metric.MetricSource;
import org.voicemail4j.metric.PrometheusText;
import org.voicemail4j.service.MailboxOperations;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipEndpoint;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.fs.JournalStatus;
import org.voicemail4j.store.fs.JournaledMessageStore;

/** What operators and their programs are told over HTTP. */
final class Administration implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Administration.class);

    /** An outbox is counted no further: its entries are read for that. */
    static final int MOST_ENTRIES = 1000;

    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration LONG_FRESH = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ASKERS = 3;
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final ExecutorService askers;
    private final HttpListener listener;
    private final Router router;

    private Administration(ExecutorService askers, HttpListener listener, Router router) {
        this.askers = askers;
        this.listener = listener;
        this.router = router;
    }

    /**
     * What is told of.
     *
     * @param transcoder makes the files that are sent
     * @param events what the service's events are counted by
     */
    record Parts(
            StoredFiles files,
            ConfReload reload,
            RtpMediaSessions media,
            AudioTranscoder transcoder,
            SipEndpoint sip,
            VoicemailService service,
            MessageDesks desks,
            MetricSource events) {}

    /**
     * Listens from now on.
     *
     * @throws UnavailableException if nobody can listen there
     */
    static Administration start(HttpSettings settings, Parts parts) {
        ExecutorService askers = HttpThreads.pool("voicemail-probe", ASKERS);
        try {
            Router router = new Router(routes(settings, parts, askers));
            Tokens tokens = settings.tokens().orElse(Tokens.NONE);
            HttpListener listener = HttpListener.start(settings.address(), router, tokens);
            if (settings.tokens().isPresent()
                    && !settings.address().getAddress().isLoopbackAddress()) {
                LOG.warn(
                        "--http {} is reachable from elsewhere and has no TLS: whoever reads the network reads the tokens",
                        listener.address());
            }
            return new Administration(askers, listener, router);
        } catch (IOException e) {
            askers.shutdownNow();
            throw FreePort.taken("--http", settings.name(), settings.address().getAddress(), e);
        }
    }

    private static List<Route> routes(HttpSettings settings, Parts parts, ExecutorService askers) {
        StoredFiles files = parts.files();
        Probes probes = new Probes(files.directory(), files::keeps, files.store()::counts);
        Cached<Boolean> store = cached(probes::storeAnswers, askers, FRESH);
        Readiness readiness = new Readiness(
                () -> parts.service().callCounts().isDraining(),
                cached(probes::directoryAnswers, askers, FRESH),
                store,
                files.store() instanceof JournaledMessageStore);
        List<MetricSource> sources = List.of(
                new ServerMetrics(
                        parts.service(),
                        parts.sip(),
                        parts.media(),
                        journal(parts, askers),
                        files.store().outbox().map(outbox -> cached(() -> states(outbox), askers, LONG_FRESH)),
                        store,
                        parts.desks().links()),
                parts.events(),
                new ProcessMetrics());
        List<Route> routes = new ArrayList<>();
        routes.add(Route.open("/metrics", request -> Answer.text(200, PrometheusText.MEDIA_TYPE, text(sources))));
        routes.add(Route.open("/health", request -> Answer.text(200, PLAIN, "alive\n")));
        routes.add(Route.open("/ready", request -> readiness.answer()));
        if (settings.tokens().isPresent()) {
            routes.addAll(api(parts));
        }
        return routes;
    }

    private static List<Route> api(Parts parts) {
        MailboxDirectory directory = parts.files().directory();
        MailboxOperations operations = parts.service().operations();
        SoundDownload download = new SoundDownload(parts.transcoder());
        SoundUpload upload = new SoundUpload(AudioCodecs.standard());
        List<Route> routes = new ArrayList<>(new MailboxApi(directory, operations).routes());
        routes.addAll(new MessageApi(operations, download).routes());
        routes.addAll(new ReloadApi(() -> parts.reload().run().json()).routes());
        routes.addAll(new JournalApi(parts.files().store()).routes());
        routes.addAll(new GreetingApi(directory, operations, download, upload).routes());
        return routes;
    }

    private static Optional<Cached<JournalStatus>> journal(Parts parts, ExecutorService askers) {
        return parts.files().store() instanceof JournaledMessageStore journaled
                ? Optional.of(cached(journaled::pending, askers, FRESH))
                : Optional.empty();
    }

    private static <T> Cached<T> cached(Supplier<T> source, ExecutorService askers, Duration fresh) {
        return new Cached<>(source, askers, fresh, PATIENCE, System::nanoTime);
    }

    private static Map<String, Integer> states(Outbox outbox) {
        Map<String, Integer> states = new LinkedHashMap<>();
        for (OutboxEntry.State state : OutboxEntry.State.values()) {
            states.put(state.name().toLowerCase(Locale.ROOT), 0);
        }
        for (OutboxEntry entry : outbox.list(MOST_ENTRIES)) {
            states.merge(entry.state().name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        return states;
    }

    private static String text(List<MetricSource> sources) {
        List<Metric> all = new ArrayList<>();
        sources.forEach(source -> all.addAll(source.metrics()));
        return PrometheusText.of(all);
    }

    /** Where it listens, as {@code http:HOST:PORT}. */
    String address() {
        String host = listener.address().getAddress().getHostAddress();
        return "http:" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** What it answers. */
    List<Route> routes() {
        return router.routes();
    }

    int port() {
        return listener.address().getPort();
    }

    @Override
    public void close() {
        listener.close();
        HttpThreads.end(askers);
    }
}
