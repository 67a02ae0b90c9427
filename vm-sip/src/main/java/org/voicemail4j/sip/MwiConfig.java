package org.voicemail4j.sip;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MwiEvent;
import org.voicemail4j.mwi.SubscriptionStore;

/** How a {@link SipEndpoint} deals with phones that subscribe to lamps (RFC 3842, RFC 6665). Immutable. */
public final class MwiConfig {

    private static final Logger LOG = LoggerFactory.getLogger(MwiConfig.class);
    private static final Duration LONGEST_RESUMING = Duration.ofSeconds(5);

    /** What there is for a mailbox whose NOTIFY goes to an address of record anyway, when a phone subscribes to it. */
    public enum Conflict {
        /** While somebody subscribes, nothing goes to the address of record. */
        SUBSCRIPTION_REPLACES,
        /** The SUBSCRIBE is refused with 500; a subscription from before there was an address ends with the next change. */
        UNSOLICITED_STAYS,
        /** Both are told. */
        BOTH
    }

    private final Builder settings;

    private MwiConfig(Builder settings) {
        this.settings = settings;
    }

    /** Starts a configuration. */
    public static Builder builder() {
        return new Builder();
    }

    Conflict conflict() {
        return settings.conflict;
    }

    Duration shortest() {
        return settings.shortest;
    }

    Duration longest() {
        return settings.longest;
    }

    Duration spacing() {
        return settings.spacing;
    }

    Duration resumeWithin() {
        return settings.resumeWithin;
    }

    int most() {
        return settings.most;
    }

    Optional<Function<String, List<MailboxId>>> mailboxes() {
        return settings.mailboxes;
    }

    SubscriptionStore store() {
        return settings.store;
    }

    /** A listener that fails does not hold up what it is told of. */
    Consumer<MwiEvent> listener() {
        return event -> {
            try {
                settings.listener.accept(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener failed at {}", event.getClass().getSimpleName(), e);
            }
        };
    }

    Optional<String> publishTarget() {
        return settings.publishTarget;
    }

    Duration publishFor() {
        return settings.publishFor;
    }

    /** Collects an {@link MwiConfig}; a setter refuses what cannot be. */
    public static final class Builder {

        private Conflict conflict = Conflict.SUBSCRIPTION_REPLACES;
        private Duration shortest = Duration.ofSeconds(60);
        private Duration longest = Duration.ofHours(1);
        private Duration spacing = Duration.ofSeconds(1);
        private Duration resumeWithin = Duration.ofSeconds(2);
        private int most = 20_000;
        private Optional<Function<String, List<MailboxId>>> mailboxes = Optional.empty();
        private SubscriptionStore store = SubscriptionStore.NONE;
        private Consumer<MwiEvent> listener = event -> {};
        private Optional<String> publishTarget = Optional.empty();
        private Duration publishFor = Duration.ofHours(1);

        private Builder() {}

        private Builder(Builder other) {
            this.conflict = other.conflict;
            this.shortest = other.shortest;
            this.longest = other.longest;
            this.spacing = other.spacing;
            this.resumeWithin = other.resumeWithin;
            this.most = other.most;
            this.mailboxes = other.mailboxes;
            this.store = other.store;
            this.listener = other.listener;
            this.publishTarget = other.publishTarget;
            this.publishFor = other.publishFor;
        }

        /** Sets what a subscription means for a mailbox that has an address of record. */
        public Builder conflict(Conflict rule) {
            conflict = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Sets how long subscriptions last.
         *
         * @param shortest shorter ones are refused with 423; at most an hour (RFC 6665 §4.2.1.1)
         * @param longest longer ones are cut; also what is given to phones that do not say
         */
        public Builder durations(Duration shortest, Duration longest) {
            if (shortest.toSeconds() < 1 || longest.compareTo(shortest) < 0 || shortest.toHours() > 1) {
                throw new IllegalArgumentException("not a range of durations: " + shortest + " to " + longest);
            }
            this.shortest = shortest;
            this.longest = longest;
            return this;
        }

        /** Sets the least time between two NOTIFY of a subscription; a second unless set (RFC 3842 §3.10). */
        public Builder spacing(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("negative time: " + time);
            }
            spacing = time;
            return this;
        }

        /**
         * Sets within what time after a start subscriptions of before are told, each at a moment of chance, so that nodes
         * that start together do not tell theirs at once; two seconds unless set, five at most, zero for at once.
         */
        public Builder resumeWithin(Duration time) {
            if (time.isNegative() || time.compareTo(LONGEST_RESUMING) > 0) {
                throw new IllegalArgumentException("not a time up to " + LONGEST_RESUMING + ": " + time);
            }
            resumeWithin = time;
            return this;
        }

        /** Sets how many subscriptions there may be, at least 1; further ones are refused with 503. */
        public Builder mostSubscriptions(int subscriptions) {
            if (subscriptions < 1) {
                throw new IllegalArgumentException("not a number of subscriptions: " + subscriptions);
            }
            most = subscriptions;
            return this;
        }

        /**
         * Sets which mailboxes belong to a user: those that a phone of this user may watch. Several are shown as one
         * sum. Unless set, a user owns the mailbox with the user's number in the endpoint's context.
         */
        public Builder mailboxesOf(Function<String, List<MailboxId>> ofUser) {
            mailboxes = Optional.of(ofUser);
            return this;
        }

        /** Sets where subscriptions are kept over a restart; nowhere unless set. */
        public Builder store(SubscriptionStore store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /** Sets who is told what happens, in threads that serve calls too: it must not block. */
        public Builder listener(Consumer<MwiEvent> listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Publishes every change to a presence server as well (PUBLISH, RFC 3903), which then serves the phones.
         *
         * @param pattern a sip: URI with {@code {number}} and {@code {context}}; sent through the outbound proxy if there
         *     is one
         * @param expires how long what was published holds; it is refreshed before
         */
        public Builder publish(String pattern, Duration expires) {
            if (!pattern.startsWith("sip:") || expires.toSeconds() < 1) {
                throw new IllegalArgumentException("not a sip: URI and a time: '" + pattern + "', " + expires);
            }
            publishTarget = Optional.of(pattern);
            publishFor = expires;
            return this;
        }

        /** The configuration. */
        public MwiConfig build() {
            return new MwiConfig(new Builder(this));
        }
    }
}
