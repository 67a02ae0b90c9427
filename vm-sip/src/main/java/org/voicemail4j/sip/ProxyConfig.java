package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The proxies through which a {@link SipEndpoint} sends requests outside calls: NOTIFY and PUBLISH. The first that is up is
 * used; where one does not answer, or answers 503, the next one gets the same request. Immutable.
 */
public final class ProxyConfig {

    private final Builder settings;

    private ProxyConfig(Builder settings) {
        this.settings = settings;
    }

    /** Starts a configuration without proxies: requests go straight to the host of their target. */
    public static Builder builder() {
        return new Builder();
    }

    List<SipUri> proxies() {
        return settings.proxies;
    }

    /** A user at the first of them, as it is reached; empty if there is none. */
    Optional<String> atFirst(String user) {
        return settings.proxies.stream().findFirst().map(proxy -> proxy.of(user));
    }

    Optional<Duration> keepAlive() {
        return settings.keepAlive;
    }

    Duration patience() {
        return settings.patience;
    }

    Duration locateEvery() {
        return settings.locateEvery;
    }

    DnsLookup lookup() {
        return settings.lookup;
    }

    RandomGenerator random() {
        return settings.random;
    }

    Consumer<ProxyEvent> listener() {
        return settings.listener;
    }

    /** Collects a {@link ProxyConfig}; a setter refuses what cannot be. */
    public static final class Builder {

        private List<SipUri> proxies = List.of();
        private Optional<Duration> keepAlive = Optional.empty();
        private Duration patience = Duration.ofSeconds(4);
        private Duration locateEvery = Duration.ofMinutes(1);
        private DnsLookup lookup = DnsLookup.system();
        private RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create();
        private Consumer<ProxyEvent> listener = event -> {};

        private Builder() {}

        private Builder(Builder other) {
            this.proxies = other.proxies;
            this.keepAlive = other.keepAlive;
            this.patience = other.patience;
            this.locateEvery = other.locateEvery;
            this.lookup = other.lookup;
            this.random = other.random;
            this.listener = other.listener;
        }

        /**
         * Adds a proxy, the best first: {@code sip:192.0.2.1:5060}, {@code sip:192.0.2.1;transport=tcp}, or a domain
         * whose NAPTR, SRV and address records say where its servers are (RFC 3263).
         *
         * @throws IllegalArgumentException if it is not a sip: or sips: URI
         */
        public Builder proxy(String uri) {
            SipUri parsed = SipUri.parse(uri)
                    .filter(known -> known.scheme().startsWith("sip") && Hosts.isHost(known.host()))
                    .orElseThrow(() -> new IllegalArgumentException("not a sip: URI of a proxy: '" + uri + "'"));
            List<SipUri> more = new ArrayList<>(proxies);
            more.add(parsed);
            proxies = List.copyOf(more);
            return this;
        }

        /**
         * Asks every proxy by OPTIONS whether it is there; nobody is asked unless set.
         *
         * @param interval how often
         * @param patience how long the answer may take until the proxy counts as down
         */
        public Builder keepAlive(Duration interval, Duration patience) {
            if (interval.toMillis() < 10 || patience.toMillis() < 10) {
                throw new IllegalArgumentException("too often or too short: " + interval + ", " + patience);
            }
            this.keepAlive = Optional.of(interval);
            this.patience = patience;
            return this;
        }

        /** Sets how often name servers are asked again where proxies are; every minute unless set. */
        public Builder locateEvery(Duration interval) {
            if (interval.toMillis() < 10) {
                throw new IllegalArgumentException("too often: " + interval);
            }
            locateEvery = interval;
            return this;
        }

        /** Sets who knows where domains' servers are. */
        public Builder lookup(DnsLookup lookup) {
            this.lookup = Objects.requireNonNull(lookup, "lookup");
            return this;
        }

        /** Sets the lot by which servers of one priority are drawn (RFC 2782); used by one thread at a time. */
        public Builder random(RandomGenerator random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /** Sets who is told when proxies come and go, in threads that serve others too: it must not block. */
        public Builder listener(Consumer<ProxyEvent> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** The configuration. */
        public ProxyConfig build() {
            return new ProxyConfig(new Builder(this));
        }
    }
}
