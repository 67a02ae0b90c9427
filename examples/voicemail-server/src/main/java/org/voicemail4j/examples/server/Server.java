package org.voicemail4j.examples.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.opus.Opus;
import org.voicemail4j.media.opus.OpusFiles;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.media.rtp.MediaConfig;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.service.EventMetrics;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipConfig;
import org.voicemail4j.sip.SipConfig.ListenPoint;
import org.voicemail4j.sip.SipEndpoint;

/** The parts of the library put together: files, sound, SIP and the service between them. */
final class Server implements AutoCloseable {

    private static final Duration EXPIRY_PAUSE = Duration.ofHours(1);

    private final ServerSettings settings;
    private final StoredFiles files;
    private final MessageDesks desks;
    private final RtpMediaSessions media;
    private final SipEndpoint sip;
    private final VoicemailService service;
    private final SubscriptionStore subscriptions;
    private final Notices notices;
    private final EventMetrics events;
    private final LampRound lamps;
    private final ConfReload reload;
    private Optional<Administration> administration = Optional.empty();

    private Server(
            ServerSettings settings,
            StoredFiles files,
            MessageDesks desks,
            RtpMediaSessions media,
            SipEndpoint sip,
            VoicemailService service,
            SubscriptionStore subscriptions,
            Notices notices,
            EventMetrics events) {
        this.settings = settings;
        this.files = files;
        this.desks = desks;
        this.media = media;
        this.sip = sip;
        this.service = service;
        this.subscriptions = subscriptions;
        this.notices = notices;
        this.events = events;
        this.lamps = new LampRound(sip, service, desks, files.directory());
        this.reload =
                new ConfReload(files.known().file(), conf -> MailAccounts.check(settings.store(), conf), changed -> {
                    lamps.tell(changed);
                    desks.tellAllAgain();
                });
    }

    /**
     * Delivers what an earlier process had recorded, and takes calls from then on.
     *
     * @throws UsageException if a setting cannot be used
     * @throws UnavailableException if a port, a folder or a database cannot be had
     */
    static Server start(ServerSettings settings) {
        return start(settings, MessageDesks.none());
    }

    static Server start(ServerSettings settings, MessageDesks desks) {
        return start(settings, desks, desks);
    }

    static Server start(ServerSettings settings, CallInfoResolver resolver) {
        return start(settings, resolver, MessageDesks.none());
    }

    private static Server start(ServerSettings settings, CallInfoResolver resolver, MessageDesks desks) {
        List<ListenPoint> points = ListenPoints.parse(settings.sip(), settings.advertisedHost());
        MailboxLamps lamps = new MailboxLamps();
        Settings.check(() -> sip(settings, points, desks, SubscriptionStore.NONE, lamps)); // before anything is opened
        MediaConfig mediaConfig = Settings.check(() -> media(settings, points));
        if (settings.mail().isPresent() && settings.store().mail().isPresent()) {
            throw new UsageException(
                    "--mail: the messages are in mail accounts already, and nothing there keeps an outbox");
        }
        Notices notices = Notices.of(settings.mail());
        ListenPoints.requireFree(points);
        settings.http().ifPresent(http -> FreePort.requireTcp("--http", http.name(), http.address()));
        Opened opened = new Opened();
        try {
            StoredFiles files = opened.add(StoredFiles.toServe(
                    settings.store(), settings.mailboxes(), settings.language(), ConfDoubts::inFull, notices::rule));
            SubscriptionStore subscriptions = files.subscriptions().apply(node(settings));
            if (subscriptions instanceof SubscriptionFile inFile) {
                opened.add(inFile);
            }
            SipConfig sipConfig = sip(settings, points, desks, subscriptions, lamps);
            desks.start(files.conf(), files.directory()::find);
            opened.add(desks);
            lamps.start(files.directory());
            RtpMediaSessions media = opened.add(new RtpMediaSessions(mediaConfig));
            SipEndpoint sip = opened.add(new SipEndpoint(sipConfig, media));
            notices.watch(files);
            EventMetrics events = new EventMetrics();
            VoicemailService service = opened.add(VoicemailService.builder()
                    .directory(files.directory())
                    .credentials(files.owned().credentials())
                    .personalLists(files.owned().lists())
                    .greetingDates(files.owned().dates())
                    .callerNames(StoredFiles.callerNames(settings.store()))
                    .nameDirectories(file -> StoredFiles.read(Path.of(file), settings.language()))
                    .systemLists(files.known().file())
                    .store(files.store())
                    .transcoder(media.transcoder())
                    .mwi(MwiPublisher.all(sip.mwi(), desks))
                    .resolver(resolver)
                    .config(VoicemailConfig.DEFAULT.withMaxCalls(settings.maxCalls()))
                    .pinPolicy(notices.pins(files.conf()))
                    .listener(notices)
                    .listener(events)
                    .expireEvery(EXPIRY_PAUSE)
                    .start());
            opened.add(notices); // once it sends, it ends before what it uses
            notices.start(files, transcoder(notices, media), service);
            if (settings.store().mail().isEmpty()) {
                notices.warnOfAddresses(files.conf());
            }
            Server server = new Server(settings, files, desks, media, sip, service, subscriptions, notices, events);
            server.takeCalls();
            server.administrate();
            return server;
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    /** A name that no other node has: several may listen on the same wildcard, but then each is known by another host. */
    private static String node(ServerSettings settings) {
        return settings.advertisedHost().map(host -> host + ' ').orElse("")
                + settings.sip().get(0);
    }

    /** Whoever missed a change while no server was running is told how things are. */
    private void takeCalls() {
        sip.start(service::answer, service);
        try (Stream<MailboxId> all = files.directory().ids()) {
            lamps.tell(all.toList());
        }
    }

    /** Reads voicemail.conf again, for a signal. */
    void reload() {
        reload.runQuietly();
    }

    /** Makes what leaves the server; what it keeps has the formats of voicemail.conf. */
    private static AudioTranscoder transcoder(Notices notices, RtpMediaSessions media) {
        return notices.files(new OpusFiles(media.transcoder(), AudioCodecs.standard()));
    }

    private void administrate() {
        administration = settings.http()
                .map(http -> Administration.start(
                        http,
                        new Administration.Parts(
                                files, reload, media, transcoder(notices, media), sip, service, desks, events)));
    }

    private static SipConfig sip(
            ServerSettings settings,
            List<ListenPoint> points,
            MessageDesks desks,
            SubscriptionStore subscriptions,
            MailboxLamps lamps) {
        SipConfig.Builder sip = SipConfig.builder().mwi(settings.mwi(subscriptions));
        Settings.option("--max-calls", () -> sip.maxCalls(settings.maxCalls()));
        points.forEach(sip::listen);
        settings.advertisedHost().ifPresent(host -> Settings.option("--advertise", () -> sip.advertisedHost(host)));
        settings.proxy().ifPresent(proxy -> Settings.option("--proxy", () -> sip.outboundProxy(proxy)));
        settings.trusted().forEach(network -> Settings.option("--trusted", () -> sip.trust(network)));
        desks.lineSource().ifPresent(sip::lineSource);
        return lamps.addTo(settings.moreSip().apply(sip)).build();
    }

    private static MediaConfig media(ServerSettings settings, List<ListenPoint> points) {
        PortRange ports = settings.rtpPorts();
        List<InetAddress> hosts =
                points.stream().map(ListenPoints::address).distinct().toList();
        MediaConfig.Builder media = MediaConfig.builder(hosts.get(0))
                .ports(ports.first(), ports.last())
                .packets(List.of(new Opus()))
                .language(settings.language());
        settings.advertisedHost().ifPresent(host -> Settings.option("--advertise", () -> media.advertise(host)));
        for (InetAddress further : hosts.subList(1, hosts.size())) {
            media.also(further);
            settings.advertisedHost().ifPresent(media::advertise);
        }
        if (settings.wideband()) {
            media.preferred(List.of(AudioEncoding.G722, AudioEncoding.ULAW, AudioEncoding.ALAW));
        }
        settings.sounds()
                .map(folder -> Settings.option("--sounds", () -> PromptLibrary.directory(folder)))
                .map(PromptLibrary::orEnglish)
                .ifPresent(media::prompts);
        return media.build();
    }

    /** Where it listens, as text: {@code udp:127.0.0.1:5060} and so on, then the ports for sound and {@code http:127.0.0.1:8080}. */
    List<String> addresses() {
        Stream<String> others = Stream.concat(
                Stream.of("rtp:" + settings.rtpPorts()), administration.map(Administration::address).stream());
        return Stream.concat(sip.boundAddresses().stream().map(ListenPoint::toString), others)
                .toList();
    }

    /** What it tells over HTTP. */
    Administration administration() {
        return administration.orElseThrow();
    }

    /** Where it listens for SIP by UDP. */
    InetSocketAddress sipAddress() {
        return sipAddress("udp");
    }

    InetSocketAddress sipAddress(String transport) {
        return sip.boundAddresses().stream()
                .filter(point ->
                        point.transport().name().toLowerCase(Locale.ROOT).equals(transport))
                .map(point -> new InetSocketAddress(ListenPoints.address(point), point.port()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("does not listen by " + transport));
    }

    /** How many calls are going on. */
    int calls() {
        return service.calls();
    }

    /** How many subscriptions of phones to lamps are open. */
    int subscriptions() {
        return sip.subscriptions();
    }

    /** Refuses new calls, and lets those in progress end; see {@link VoicemailService#drain}. */
    boolean drain(Duration patience) {
        return service.drain(patience);
    }

    /** Ends everything, whatever one of the parts says. */
    @Override
    public void close() {
        try (Opened parts = new Opened()) { // what was added last is closed first
            parts.add(files);
            parts.add(media);
            if (subscriptions instanceof SubscriptionFile inFile) {
                parts.add(inFile);
            }
            parts.add(sip);
            parts.add(desks);
            parts.add(notices);
            parts.add(service);
            administration.ifPresent(parts::add);
        }
    }
}
