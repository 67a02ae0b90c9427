package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.media.prompt.PromptTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a server until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Takes calls until it is stopped by SIGTERM or Ctrl-C.",
            "Whom a call is for is told by the number called: digits are a mailbox for which a message is left; *97 "
                    + "listens to the caller's own mailbox, *98 asks for the mailbox, *98 and a number listens to that "
                    + "one. What says so goes first: RFC 4458 targets, and from trusted peers the headers "
                    + "X-Voicemail-Mailbox and X-Voicemail-Context, History-Info and Diversion.",
            "On SIGHUP reads voicemail.conf again.",
            "Prints one line that begins with READY when calls are taken. When stopped, refuses new calls with 503, "
                    + "lets calls in progress go on for a while, keeps what they recorded, and exits with 0."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--sip",
            required = true,
            paramLabel = "TRANSPORT:HOST:PORT",
            description = "Where to listen for SIP, such as udp:192.0.2.10:5060, tcp:[::1]:5060 or"
                    + " tls:192.0.2.10:5061; port 0 takes a free "
                    + "one. Can be given several times.")
    private List<String> sip = List.of();

    @Option(
            names = "--advertise",
            paramLabel = "HOST",
            description = "The address that peers are told to send to; needed if --sip names 0.0.0.0 or [::].")
    private @Nullable String advertise;

    @Option(
            names = "--rtp-ports",
            paramLabel = "FIRST-LAST",
            converter = PortRange.Converter.class,
            description = "UDP ports for sound, two for each call; ${DEFAULT-VALUE} unless given.")
    private PortRange rtpPorts = ServerSettings.USUAL_PORTS;

    @Mixin
    private StoreOptions store;

    @Option(
            names = "--journal-megabytes",
            paramLabel = "N",
            description =
                    "How much of the disk the journal may take, in millions of octets; 1 GiB unless given. When less than a"
                            + " minute of sound is left of it, callers are refused before the greeting.")
    private @Nullable Integer journalMegabytes;

    @Option(
            names = "--asterisk-triggers",
            description =
                    "Makes triggers on Asterisk's table in PostgreSQL, MariaDB or MySQL that write down what any node"
                            + " changes, so that this one need not read the whole table each second. Needs the TRIGGER privilege.")
    private boolean asteriskTriggers;

    @Mixin
    private DeskOptions desk;

    @Mixin
    private SipOptions more;

    @Mixin
    private LampOptions lamps;

    @Mixin
    private MailOption mail;

    @Mixin
    private HttpOptions http;

    @Mixin
    private SecurityOptions security;

    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            description = "Prompts to play instead of the built-in English ones: a folder in the layout of Asterisk's"
                    + " sounds, such as /usr/share/asterisk/sounds. What it lacks is said in English.")
    private @Nullable Path sounds;

    @Option(
            names = "--wideband",
            description = "Speaks G.722 with callers who have it, and records them at 16 kHz where voicemail.conf has a"
                    + " format that keeps that (g722, wav16, sln16). Costs some 30 times as much processor time for"
                    + " their sound as G.711, in which callers are spoken to otherwise.")
    private boolean wideband;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "In which language callers are spoken to, such as de or fr_CA, where voicemail.conf has no "
                    + "language for the mailbox; ${DEFAULT-VALUE} unless given.")
    private String language = "en";

    @Option(
            names = "--trusted",
            paramLabel = "CIDR",
            split = ",",
            description = "Networks whose X-Voicemail, Diversion, History-Info and P-Asserted-Identity headers are "
                    + "believed, such as 192.0.2.0/24,2001:db8::/32.")
    private List<String> trusted = List.of();

    @Option(
            names = "--max-calls",
            paramLabel = "N",
            description =
                    "Most calls at once, ${DEFAULT-VALUE} unless given; more are refused with 503 and Retry-After.")
    private int maxCalls = ServerSettings.USUAL_CALLS;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            description = "How long calls may still go on after SIGTERM, ${DEFAULT-VALUE} unless given; then they are "
                    + "hung up, and what they recorded is kept.")
    private int drainSeconds = 10;

    @Override
    public Integer call() throws InterruptedException {
        Settings.atLeast(0, "--drain", drainSeconds);
        AtomicReference<@Nullable Server> running = new AtomicReference<>();
        HangUpSignal.handle(
                () -> Optional.ofNullable(running.get()).ifPresent(Server::reload)); // would end a JVM that starts
        Server server = Server.start(settings(), desk.desks());
        running.set(server);
        CountDownLatch stopped = new CountDownLatch(1);
        PrintWriter out = spec.commandLine().getOut();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, out), "voicemail-stop"));
        out.println("READY " + String.join(" ", server.addresses()));
        out.flush();
        stopped.await();
        return 0;
    }

    /** Ends the process with 0 once calls have ended: the JVM by itself would report the signal as its exit code. */
    private void stop(Server server, PrintWriter out) {
        int exitCode = 1;
        try {
            server.drain(Duration.ofSeconds(drainSeconds));
            server.close();
            out.println("STOPPED");
            out.flush();
            exitCode = 0;
        } catch (RuntimeException e) {
            LOG.error("not all of the server could be closed", e);
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private Locale language() {
        Locale locale = PromptsCommand.locale(language);
        if (!PromptTexts.languages().contains(locale.getLanguage())) {
            throw new UsageException("--language: no grammar for '" + language + "'; there are "
                    + String.join(", ", new TreeSet<>(PromptTexts.languages())));
        }
        return locale;
    }

    private StoreName sized(StoreName name) {
        if (journalMegabytes == null) {
            return name;
        }
        Settings.atLeast(1, "--journal-megabytes", journalMegabytes);
        if (name.folder().isPresent()) {
            throw new UsageException("--journal-megabytes: there is no journal before --store fs:DIR");
        }
        return name.withJournalOf(journalMegabytes * 1_000_000L);
    }

    private StoreName kept() {
        StoreName said = sized(store.store());
        if (asteriskTriggers && said.url().isEmpty()) {
            throw new UsageException("--asterisk-triggers: there is no table of Asterisk's without --store jdbc:...");
        }
        StoreName name = asteriskTriggers ? said.in(said.tables().withTriggers()) : said;
        if (name.url().isEmpty()) {
            return name;
        }
        return name.journaledIn(store.journal()
                .or(name::usualJournal)
                .orElseThrow(() -> new UsageException(
                        "--journal: a database needs a folder where messages wait while it is away")));
    }

    private ServerSettings settings() {
        sip.stream()
                .filter(point -> point.toLowerCase(Locale.ROOT).startsWith("tls:") && !security.hasCertificate())
                .findFirst()
                .ifPresent(point -> {
                    throw new UsageException("--sip: " + point + " needs a certificate: --tls-cert and --tls-key");
                });
        return ServerSettings.of(sip, kept(), store.mailboxes().file())
                .mailboxes(store.mailboxes())
                .advertisedHost(Optional.ofNullable(advertise))
                .rtpPorts(rtpPorts)
                .sounds(Optional.ofNullable(sounds))
                .language(language())
                .trusted(trusted)
                .maxCalls(maxCalls)
                .moreSip(security.after(more.speaking(language())))
                .lamps(lamps)
                .mail(mail.file())
                .http(http.settings())
                .wideband(wideband)
                .build();
    }
}
