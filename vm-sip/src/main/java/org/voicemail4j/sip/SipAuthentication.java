package org.voicemail4j.sip;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How peers that are not trusted by address or certificate prove who they are: digest authentication (RFC 3261 §22, RFC
 * 8760), asked of INVITE and SUBSCRIBE. Whoever has proved to be a user owns the mailbox of that name. Immutable.
 */
public final class SipAuthentication {

    final String realm;
    final SipCredentials credentials;
    final List<DigestAlgorithm> algorithms;
    final Duration nonceLife;
    final int freeFailures;
    final Duration firstPause;
    final RandomGenerator random;

    private SipAuthentication(Builder builder) {
        realm = builder.realm;
        credentials = builder.credentials;
        algorithms = builder.algorithms;
        nonceLife = builder.nonceLife;
        freeFailures = builder.freeFailures;
        firstPause = builder.firstPause;
        random = builder.random;
    }

    /**
     * Starts a configuration.
     *
     * @param realm shown to users by their phones, and part of every hash, such as {@code voicemail.example.com}
     * @param credentials know the users
     * @throws IllegalArgumentException if the realm is empty or has characters that cannot be quoted
     */
    public static Builder builder(String realm, SipCredentials credentials) {
        return new Builder(realm, credentials);
    }

    /** Collects a {@link SipAuthentication}. */
    public static final class Builder {

        private final String realm;
        private final SipCredentials credentials;
        private List<DigestAlgorithm> algorithms = List.of(DigestAlgorithm.values());
        private Duration nonceLife = Duration.ofMinutes(5);
        private int freeFailures = 5;
        private Duration firstPause = Duration.ofSeconds(10);
        private RandomGenerator random = new SecureRandom();

        private Builder(String realm, SipCredentials credentials) {
            if (!realm.matches("[ -!#-\\[\\]-~]{1,128}")) {
                throw new IllegalArgumentException("not a realm: '" + realm + "'");
            }
            this.realm = realm;
            this.credentials = Objects.requireNonNull(credentials, "credentials");
        }

        /** Sets which algorithms are offered, the preferred one first; SHA-256 and MD5 unless set. */
        public Builder algorithms(DigestAlgorithm... offered) {
            if (offered.length == 0) {
                throw new IllegalArgumentException("no algorithm");
            }
            algorithms = List.of(offered).stream().distinct().toList();
            return this;
        }

        /** Sets how long a challenge may be answered, at least a second; 5 minutes unless set. */
        public Builder nonceLife(Duration life) {
            if (life.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("less than a second: " + life);
            }
            nonceLife = life;
            return this;
        }

        /**
         * Sets how failed attempts are slowed down.
         *
         * @param free so many in a row cost nothing, at least 1
         * @param pause how long the next one has to wait; twice as long after each further one, up to an hour
         */
        public Builder backOff(int free, Duration pause) {
            if (free < 1 || pause.isNegative()) {
                throw new IllegalArgumentException("not a number of attempts and a pause: " + free + ", " + pause);
            }
            freeFailures = free;
            firstPause = pause;
            return this;
        }

        /** Sets where the secret of our challenges comes from; secure unless set. */
        public Builder random(RandomGenerator source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /** The configuration. */
        public SipAuthentication build() {
            return new SipAuthentication(this);
        }
    }
}
