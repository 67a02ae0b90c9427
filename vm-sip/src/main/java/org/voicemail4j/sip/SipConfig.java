package org.voicemail4j.sip;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaSessionFactory;

/** The settings of a {@link SipEndpoint}. Immutable; every setting but the addresses has a default. */
public final class SipConfig {

    /** How SIP travels. */
    public enum Transport {
        /** Datagrams. */
        UDP,
        /** Connections. */
        TCP,
        /** Encrypted connections; needs {@link Builder#tls}. */
        TLS;

        String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where SIP is listened for.
     *
     * @param transport UDP, TCP or TLS
     * @param host IPv4 or IPv6 address, without brackets
     * @param port 0 to 65535; 0 chooses a free one
     */
    public record ListenPoint(Transport transport, String host, int port) {
        public ListenPoint {
            Objects.requireNonNull(transport, "transport");
            host = Hosts.withoutBrackets(host);
            if (!Hosts.isAddress(host)) {
                throw new IllegalArgumentException("not an IP address to listen on: '" + host + "'");
            }
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
        }

        /**
         * Reads {@code udp:127.0.0.1:5060} or {@code tcp:[::1]:5060}.
         *
         * @throws IllegalArgumentException if it is malformed
         */
        public static ListenPoint parse(String text) {
            int first = text.indexOf(':');
            int last = text.lastIndexOf(':');
            if (first < 1 || last <= first) {
                throw new IllegalArgumentException("not transport:host:port: '" + text + "'");
            }
            try {
                Transport transport = Transport.valueOf(text.substring(0, first).toUpperCase(Locale.ROOT));
                return new ListenPoint(
                        transport, text.substring(first + 1, last), Integer.parseInt(text.substring(last + 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("not transport:host:port: '" + text + "': " + e.getMessage(), e);
            }
        }

        boolean isWildcard() {
            return host.equals("0.0.0.0") || host.equals("::");
        }

        @Override
        public String toString() {
            return transport.lowerCase() + ':' + Hosts.inUri(host) + ':' + port;
        }
    }

    private final Builder settings;

    private SipConfig(Builder builder) {
        this.settings = builder;
    }

    /** Starts a configuration. */
    public static Builder builder() {
        return new Builder();
    }

    List<ListenPoint> listenPoints() {
        return settings.listenPoints;
    }

    Optional<String> advertisedHost() {
        return settings.advertisedHost;
    }

    ProxyConfig proxies() {
        return settings.proxies;
    }

    TrustedPeers trusted() {
        return settings.trusted;
    }

    String context() {
        return settings.context;
    }

    String ownBoxPrefix() {
        return settings.ownBoxPrefix;
    }

    /** Numbers at which names are looked for, and how. */
    Map<String, DirectoryOptions> nameSearches() {
        return settings.nameSearches;
    }

    String askPrefix() {
        return settings.askPrefix;
    }

    Set<String> pilots() {
        return settings.pilots;
    }

    /** That media, within the budget if there is one. */
    MediaSessionFactory budgeted(MediaSessionFactory media) {
        return settings.mediaBudget.apply(media);
    }

    DepositOptions depositOptions() {
        return settings.depositOptions;
    }

    Optional<LineSource> lineSource() {
        return settings.lineSource;
    }

    int maxCalls() {
        return settings.maxCalls;
    }

    Duration retryAfter() {
        return settings.retryAfter;
    }

    Duration longestCall() {
        return settings.longestCall;
    }

    Duration ackPatience() {
        return settings.ackPatience;
    }

    Duration transferPatience() {
        return settings.transferPatience;
    }

    Map<String, String> numberingPlans() {
        return settings.numberingPlans;
    }

    /** Where a number is that a call is sent on to; empty where that goes by the call. */
    Optional<String> transferTarget() {
        return settings.transferTarget;
    }

    Duration shortestSession() {
        return settings.shortestSession;
    }

    Function<MailboxId, List<String>> mwiTargets() {
        return settings.mwiTargets;
    }

    MwiConfig mwi() {
        return settings.mwi;
    }

    Function<MailboxId, Optional<String>> messageAccount() {
        return settings.messageAccount;
    }

    int notifyRate() {
        return settings.notifyRate;
    }

    int notifyAttempts() {
        return settings.notifyAttempts;
    }

    Duration notifyBackOff() {
        return settings.notifyBackOff;
    }

    Optional<TlsConfig> tls() {
        return settings.tls;
    }

    Optional<SipAuthentication> authentication() {
        return settings.authentication;
    }

    SipLimits limits() {
        return settings.limits;
    }

    Set<String> trustedDomains() {
        return settings.trustedDomains;
    }

    MediaEncryption mediaEncryption() {
        return settings.mediaEncryption;
    }

    ThreadFactory threads() {
        return settings.threads;
    }

    Clock clock() {
        return settings.clock;
    }

    /** Collects a {@link SipConfig}; a setter refuses what cannot be. */
    public static final class Builder {

        private List<ListenPoint> listenPoints = List.of();
        private Optional<String> advertisedHost = Optional.empty();
        private ProxyConfig proxies = ProxyConfig.builder().build();
        private TrustedPeers trusted = TrustedPeers.NONE;
        private String context = MailboxId.DEFAULT_CONTEXT;
        private String ownBoxPrefix = "*97";
        private String askPrefix = "*98";
        private Set<String> pilots = Set.of();
        private Map<String, DirectoryOptions> nameSearches = Map.of();
        private DepositOptions depositOptions = DepositOptions.USUAL;
        private UnaryOperator<MediaSessionFactory> mediaBudget = UnaryOperator.identity();
        private Optional<LineSource> lineSource = Optional.empty();
        private int maxCalls = 1_000;
        private Duration retryAfter = Duration.ofSeconds(10);
        private Duration longestCall = Duration.ofHours(2);
        private Duration ackPatience = Duration.ofSeconds(4);
        private Duration transferPatience = Duration.ofSeconds(30);
        private Map<String, String> numberingPlans = Map.of();
        private Optional<String> transferTarget = Optional.empty();
        private Duration shortestSession = Duration.ofSeconds(90);
        private Function<MailboxId, List<String>> mwiTargets = mailbox -> List.of();
        private boolean mwiTargetChosen;
        private Function<MailboxId, Optional<List<String>>> mwiTable = mailbox -> Optional.empty();
        private MwiConfig mwi = MwiConfig.builder().build();
        private Function<MailboxId, Optional<String>> messageAccount = mailbox -> Optional.empty();
        private int notifyRate = 200;
        private int notifyAttempts = 8;
        private Duration notifyBackOff = Duration.ofSeconds(2);
        private Optional<TlsConfig> tls = Optional.empty();
        private Optional<SipAuthentication> authentication = Optional.empty();
        private SipLimits limits = SipLimits.DEFAULT;
        private Set<String> trustedDomains = Set.of();
        private MediaEncryption mediaEncryption = MediaEncryption.BY_TLS;
        private ThreadFactory threads = new SipThreads();
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        private Builder(Builder other) {
            this.listenPoints = List.copyOf(other.listenPoints);
            this.advertisedHost = other.advertisedHost;
            this.proxies = other.proxies;
            this.trusted = other.trusted;
            this.context = other.context;
            this.ownBoxPrefix = other.ownBoxPrefix;
            this.askPrefix = other.askPrefix;
            this.pilots = other.pilots;
            this.nameSearches = other.nameSearches;
            this.depositOptions = other.depositOptions;
            this.mediaBudget = other.mediaBudget;
            this.lineSource = other.lineSource;
            this.maxCalls = other.maxCalls;
            this.retryAfter = other.retryAfter;
            this.longestCall = other.longestCall;
            this.ackPatience = other.ackPatience;
            this.transferPatience = other.transferPatience;
            this.numberingPlans = other.numberingPlans;
            this.transferTarget = other.transferTarget.or(() -> other.proxies.atFirst("{number}"));
            this.shortestSession = other.shortestSession;
            this.mwiTable = other.mwiTable;
            this.mwiTargets = LampTargets.withTable(
                    other.mwiTable, other.mwiTargetChosen ? other.mwiTargets : LampTargets.atProxy(other.proxies));
            this.mwi = other.mwi;
            this.messageAccount = other.messageAccount;
            this.notifyRate = other.notifyRate;
            this.notifyAttempts = other.notifyAttempts;
            this.notifyBackOff = other.notifyBackOff;
            this.tls = other.tls;
            this.authentication = other.authentication;
            this.limits = other.limits;
            this.trustedDomains = other.trustedDomains;
            this.mediaEncryption = other.mediaEncryption;
            this.threads = other.threads;
            this.clock = other.clock;
        }

        /** Adds an address to listen on. At least one is needed. */
        public Builder listen(ListenPoint point) {
            List<ListenPoint> more = new ArrayList<>(listenPoints);
            more.add(Objects.requireNonNull(point, "point"));
            listenPoints = List.copyOf(more);
            return this;
        }

        /**
         * Adds an address to listen on, such as {@code udp:127.0.0.1:5060}.
         *
         * @throws IllegalArgumentException if it is malformed
         */
        public Builder listen(String point) {
            return listen(ListenPoint.parse(point));
        }

        /** Sets the address or name that peers shall send to, where it is not the one listened on (behind a NAT). */
        public Builder advertisedHost(String host) {
            String bare = Hosts.withoutBrackets(host);
            if (!Hosts.isHost(bare)) {
                throw new IllegalArgumentException("not a host to advertise: '" + host + "'");
            }
            advertisedHost = Optional.of(bare);
            return this;
        }

        /**
         * Sets the proxy through which NOTIFY is sent, such as {@code sip:192.0.2.1:5060} or {@code
         * sip:192.0.2.1;transport=tcp}. Without one NOTIFY goes to the host of its target.
         *
         * @throws IllegalArgumentException if it is not a sip: URI
         */
        public Builder outboundProxy(String uri) {
            return proxies(ProxyConfig.builder().proxy(uri).build());
        }

        /** Sets the proxies through which NOTIFY and PUBLISH are sent, and how they are looked after. */
        public Builder proxies(ProxyConfig config) {
            proxies = Objects.requireNonNull(config, "config");
            return this;
        }

        /**
         * Adds peers that are believed: their {@code X-Voicemail-*}, {@code P-Asserted-Identity}, {@code Diversion} and
         * {@code History-Info} headers. What others write there is as if it were not there.
         *
         * @param network address or network, such as {@code 192.0.2.0/24} or {@code ::1}
         * @throws IllegalArgumentException if it is malformed
         */
        public Builder trust(String network) {
            trusted = trusted.and(network);
            return this;
        }

        /**
         * Sets the context of mailboxes for which none is said.
         *
         * @throws IllegalArgumentException if it is malformed
         */
        public Builder context(String context) {
            if (!MailboxId.isValid(context)) {
                throw new IllegalArgumentException("not a mailbox context: '" + context + "'");
            }
            this.context = context;
            return this;
        }

        /**
         * Sets the numbers for listening to messages.
         *
         * @param ownBox to listen to the caller's own mailbox; {@code *97} unless set
         * @param ask to be asked for the mailbox, or, followed by a mailbox number, to listen to that one; {@code *98}
         */
        public Builder retrievalNumbers(String ownBox, String ask) {
            if (ownBox.isEmpty() || ask.isEmpty()) {
                throw new IllegalArgumentException("empty retrieval number");
            }
            this.ownBoxPrefix = ownBox;
            this.askPrefix = ask;
            return this;
        }

        /** Adds a number of voicemail itself: no mailbox, so that the To header says whose, or else the caller is asked. */
        public Builder pilot(String user) {
            Set<String> more = new TreeSet<>(pilots);
            more.add(user);
            pilots = Set.copyOf(more);
            return this;
        }

        /**
         * Adds a number at which callers look for somebody by name and are connected, such as {@code *411}.
         *
         * @throws IllegalArgumentException if it is empty
         */
        public Builder nameSearch(String user, DirectoryOptions options) {
            if (user.isEmpty()) {
                throw new IllegalArgumentException("empty number for looking for names");
            }
            Map<String, DirectoryOptions> more = new TreeMap<>(nameSearches);
            more.put(user, Objects.requireNonNull(options, "options"));
            nameSearches = Map.copyOf(more);
            return this;
        }

        /**
         * Sets how messages are taken, such as by {@code DepositOptions.parse("e")}: the greeting is heard before the call
         * is answered (183), which is done just before the beep.
         */
        public Builder depositOptions(DepositOptions options) {
            depositOptions = Objects.requireNonNull(options, "options");
            return this;
        }

        /**
         * Sets where an INVITE of a trusted peer says at which line of a gateway the call arrived ({@link
         * org.voicemail4j.call.CallInfo#line}), for a message desk to say whose it is. A call that names a line and
         * nothing else is for listening until the desk says otherwise.
         */
        public Builder lineSource(LineSource source) {
            lineSource = Optional.of(source);
            return this;
        }

        /** Sets how many calls there may be at once, at least 1; further ones are refused with 503. */
        public Builder maxCalls(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("not a number of calls: " + calls);
            }
            maxCalls = calls;
            return this;
        }

        /**
         * Sets how much sound there may be at once, whatever the machine could do; calls beyond are refused with 503 and
         * Retry-After. There is no such limit unless set.
         *
         * @param units what all calls together may cost, at least 1
         * @param costs what a call in an encoding costs, by its name such as {@code PCMU}
         */
        public Builder mediaBudget(int units, ToIntFunction<String> costs) {
            Objects.requireNonNull(costs, "costs");
            if (units < 1) {
                throw new IllegalArgumentException("not a budget: " + units);
            }
            mediaBudget = media -> new MediaBudget(media, units, costs);
            return this;
        }

        /** Sets when a caller whom we refused with 503 shall try again; whole seconds, at least 1. */
        public Builder retryAfter(Duration time) {
            retryAfter = atLeastASecond(time);
            return this;
        }

        /** Sets how long a call may last; then we hang up, whatever happens in it. */
        public Builder longestCall(Duration length) {
            longestCall = atLeastASecond(length);
            return this;
        }

        /** Sets how long an answered call waits for ACK before sound starts without it. */
        public Builder ackPatience(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("negative time: " + time);
            }
            ackPatience = time;
            return this;
        }

        /** Sets how long a transfer may take before it counts as failed. */
        public Builder transferPatience(Duration time) {
            transferPatience = atLeastASecond(time);
            return this;
        }

        /**
         * Adds a numbering plan in which owners may call back and dial out, as far as their mailboxes' policies let them.
         * Without one nobody can: a number that somebody entered is never called in a plan that is not named here.
         *
         * @param name as policies name it, such as a context of voicemail.conf's {@code callback} or {@code dialout}
         * @param pattern a sip: or tel: URI with {@code {number}}
         * @throws IllegalArgumentException if the pattern cannot be a URI
         */
        public Builder numberingPlan(String name, String pattern) {
            Map<String, String> more = new TreeMap<>(numberingPlans);
            more.put(name, TransferTargets.withNumber(pattern));
            numberingPlans = Map.copyOf(more);
            return this;
        }

        /**
         * Sets where callers are sent who leave for a number of the configuration's: the operator, the attendant, somebody
         * found by name. Unless set it is the first proxy; without one the domain of the call's To, if that is not our own
         * address, and else the address in the peer's Contact.
         *
         * @param pattern a sip: or tel: URI with {@code {number}}
         * @throws IllegalArgumentException if the pattern cannot be a URI
         */
        public Builder transferTarget(String pattern) {
            transferTarget = Optional.of(TransferTargets.withNumber(pattern));
            return this;
        }

        /** Sets the shortest session timer that we take: Min-SE of RFC 4028, 90 s unless set. */
        public Builder shortestSession(Duration time) {
            shortestSession = atLeastASecond(time);
            return this;
        }

        /**
         * Sets where NOTIFY of a mailbox goes.
         *
         * @param pattern a sip: URI with {@code {number}} and {@code {context}} for the mailbox's; unless set it is the
         *     mailbox's number at the outbound proxy
         */
        public Builder mwiTarget(String pattern) {
            return mwiTarget(mailbox -> Optional.of(LampTargets.filled(pattern, mailbox)));
        }

        /** Sets where NOTIFY of a mailbox goes: a sip: URI, or nowhere. */
        public Builder mwiTarget(Function<MailboxId, Optional<String>> target) {
            Objects.requireNonNull(target, "target");
            return mwiTargets(mailbox -> target.apply(mailbox).stream().toList());
        }

        /** Sets where NOTIFY of a mailbox goes, for mailboxes with lamps in several places: sip: URIs. */
        public Builder mwiTargets(Function<MailboxId, List<String>> targets) {
            mwiTargets = Objects.requireNonNull(targets, "targets");
            mwiTargetChosen = true;
            return this;
        }

        /**
         * Sets who is asked before the rule that is set otherwise: a table of subscribers.
         *
         * @param table says where a mailbox's lamps are, as sip: URIs with {@code {number}} and {@code {context}} for the
         *     mailbox's; empty where the rule holds
         */
        public Builder mwiTargetsBefore(Function<MailboxId, Optional<List<String>>> table) {
            mwiTable = Objects.requireNonNull(table, "table");
            return this;
        }

        /** Sets how phones that subscribe to lamps are dealt with. */
        public Builder mwi(MwiConfig config) {
            mwi = Objects.requireNonNull(config, "config");
            return this;
        }

        /** Sets the Message-Account line of NOTIFY: a URI with {@code {number}} and {@code {context}}; none unless set. */
        public Builder messageAccount(String pattern) {
            messageAccount = mailbox -> Optional.of(LampTargets.filled(pattern, mailbox));
            return this;
        }

        /** Sets how many NOTIFY are sent in a second, 1 to 10000. */
        public Builder notifyRate(int perSecond) {
            if (perSecond < 1 || perSecond > 10_000) {
                throw new IllegalArgumentException("not a rate per second: " + perSecond);
            }
            notifyRate = perSecond;
            return this;
        }

        /**
         * Sets how a NOTIFY that was not answered is repeated.
         *
         * @param attempts how often it is sent at most
         * @param backOff pause before the second attempt; it doubles each time, up to 15 minutes
         */
        public Builder notifyRetries(int attempts, Duration backOff) {
            if (attempts < 1 || backOff.isNegative()) {
                throw new IllegalArgumentException(
                        "not a number of attempts and a pause: " + attempts + ", " + backOff);
            }
            notifyAttempts = attempts;
            notifyBackOff = backOff;
            return this;
        }

        /** Sets who we are by TLS and whom we believe; needed to listen by TLS or to send by it. */
        public Builder tls(TlsConfig config) {
            tls = Optional.of(config);
            return this;
        }

        /**
         * Has peers that are not trusted prove who they are before they call or subscribe; without this whoever reaches us
         * may call, and nobody who is not trusted may subscribe.
         */
        public Builder authentication(SipAuthentication how) {
            authentication = Optional.of(how);
            return this;
        }

        /** Sets how much one source may ask of us. */
        public Builder limits(SipLimits most) {
            limits = Objects.requireNonNull(most, "most");
            return this;
        }

        /**
         * Adds peers that are trusted as by {@link #trust}, wherever they are: whoever shows a certificate for that domain
         * (RFC 5922). {@link TlsConfig#clients} has to ask for certificates.
         *
         * @param domain such as {@code proxy.example.com}, as the certificate names it
         * @throws IllegalArgumentException if it is no host name or address
         */
        public Builder trustCertificate(String domain) {
            if (!Hosts.isHost(domain)) {
                throw new IllegalArgumentException("not a domain: '" + domain + "'");
            }
            Set<String> more = new TreeSet<>(trustedDomains);
            more.add(domain.toLowerCase(Locale.ROOT));
            trustedDomains = Set.copyOf(more);
            return this;
        }

        /** Sets whether the sound of calls is encrypted; on calls by TLS, unless set. */
        public Builder mediaEncryption(MediaEncryption policy) {
            mediaEncryption = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Sets who makes our threads; the SIP stack below makes its own. */
        public Builder threads(ThreadFactory factory) {
            threads = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** Sets the clock. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        private static Duration atLeastASecond(Duration time) {
            if (time.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("less than a second: " + time);
            }
            return time;
        }

        /**
         * The configuration.
         *
         * @throws IllegalStateException if there is nowhere to listen, or peers could not know where
         */
        public SipConfig build() {
            if (listenPoints.isEmpty()) {
                throw new IllegalStateException("no address to listen on");
            }
            if (tls.isEmpty() && listenPoints.stream().anyMatch(point -> point.transport() == Transport.TLS)) {
                throw new IllegalStateException("listening by TLS needs a certificate");
            }
            if (advertisedHost.isEmpty() && listenPoints.stream().anyMatch(ListenPoint::isWildcard)) {
                throw new IllegalStateException(
                        "listening on every address needs an advertised one: peers are told where to send");
            }
            return new SipConfig(new Builder(this));
        }
    }
}
