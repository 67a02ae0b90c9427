package org.voicemail4j.smdi.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.RedirectReason;

/** How one message-desk link is used. Immutable. */
public final class SmdiConfig {

    /** What a link does without settings of its own. */
    public static final SmdiConfig DEFAULT = builder().build();

    /** Whose lamps a link switches. */
    public enum LampScope {
        /** Those of every mailbox of its context, and of the listed ones. */
        ALL,
        /** Those of the mailboxes that are listed with their stations. */
        LISTED,
        /** None. */
        NONE
    }

    private final String name;
    private final String context;
    private final Duration messageExpiry;
    private final Duration patience;
    private final SearchKey searchKey;
    private final Map<Character, RedirectReason> types;
    private final NumberRules forwardingRules;
    private final NumberRules callingRules;
    private final NumberRules lampRules;
    private final Map<String, MailboxId> stations;
    private final Map<MailboxId, String> listed;
    private final LampScope lamps;
    private final LampPacing pacing;

    private SmdiConfig(Builder builder) {
        this.name = builder.name;
        this.context = builder.context;
        this.messageExpiry = builder.messageExpiry;
        this.patience = builder.patience;
        this.searchKey = builder.searchKey;
        this.types = Map.copyOf(builder.types);
        this.forwardingRules = builder.forwardingRules;
        this.callingRules = builder.callingRules;
        this.lampRules = builder.lampRules;
        this.stations = Map.copyOf(builder.stations);
        this.listed = Map.copyOf(builder.listed);
        this.lamps = builder.lamps;
        this.pacing = builder.pacing;
    }

    /** Starts with {@link #DEFAULT}. */
    public static Builder builder() {
        return new Builder();
    }

    /** What logs call the link. */
    public String name() {
        return name;
    }

    /** How long what the switch said waits for its call. */
    public Duration messageExpiry() {
        return messageExpiry;
    }

    /** How long a call waits for what the switch says of it. */
    public Duration patience() {
        return patience;
    }

    /** By which field a call finds what the switch said of it. */
    public SearchKey searchKey() {
        return searchKey;
    }

    /** Whose lamps are switched. */
    public LampScope lamps() {
        return lamps;
    }

    /** The same with lamps of that scope. */
    public SmdiConfig withLamps(LampScope scope) {
        return copy().lamps(scope).build();
    }

    /**
     * The same with the own ids of the mailboxes that are listed, under which their lamps are published: a list may have
     * them by an alias or in another case.
     *
     * @param own the id of whoever has that name, such as {@link org.voicemail4j.mwi.MwiSource#named}
     */
    public SmdiConfig withMailboxes(UnaryOperator<MailboxId> own) {
        Builder copy = copy();
        copy.stations.replaceAll((station, mailbox) -> own.apply(mailbox));
        copy.listed.clear();
        listed.forEach((mailbox, station) -> copy.listed.putIfAbsent(own.apply(mailbox), station));
        return copy.build();
    }

    private Builder copy() {
        Builder copy = new Builder();
        copy.name = name;
        copy.context = context;
        copy.messageExpiry = messageExpiry;
        copy.patience = patience;
        copy.searchKey = searchKey;
        copy.types.putAll(types);
        copy.forwardingRules = forwardingRules;
        copy.callingRules = callingRules;
        copy.lampRules = lampRules;
        copy.stations.putAll(stations);
        copy.listed.putAll(listed);
        copy.lamps = lamps;
        copy.pacing = pacing;
        return copy;
    }

    /** How lamp commands are paced. */
    public LampPacing pacing() {
        return pacing;
    }

    /** The meaning of a type letter; empty if none is known. {@link RedirectReason#NONE} is a direct call. */
    public Optional<RedirectReason> reason(char type) {
        return Optional.ofNullable(types.get(type));
    }

    /** The mailbox of a station that was called; empty if no mailbox can have that number. */
    public Optional<MailboxId> called(String station) {
        return mailbox(station, forwardingRules);
    }

    /** The mailbox of a station that calls; empty if no mailbox can have that number. */
    public Optional<MailboxId> calling(String station) {
        return mailbox(station, callingRules);
    }

    private Optional<MailboxId> mailbox(String station, NumberRules rules) {
        String number = rules.apply(station);
        MailboxId known = stations.getOrDefault(station, stations.get(number));
        return known != null ? Optional.of(known) : MailboxId.of(context, number);
    }

    /** The number of a station that calls, as people here dial it. */
    public String callingNumber(String station) {
        return callingRules.apply(station);
    }

    /** The station whose lamp shows a mailbox; empty if this link has none for it. */
    public Optional<String> lampOf(MailboxId mailbox) {
        if (lamps == LampScope.NONE) {
            return Optional.empty();
        }
        String station = listed.get(mailbox);
        if (station == null && lamps == LampScope.ALL && mailbox.context().equals(context)) {
            station = mailbox.number();
        }
        return Optional.ofNullable(station).map(lampRules::apply).filter(number -> number.matches("[0-9*#]{1,24}"));
    }

    @Override
    public String toString() {
        return "SmdiConfig[" + name + "]";
    }

    /** Collects the settings of a link. */
    public static final class Builder {

        private String name = "smdi";
        private String context = MailboxId.DEFAULT_CONTEXT;
        private Duration messageExpiry = Duration.ofSeconds(30);
        private Duration patience = Duration.ofSeconds(3);
        private SearchKey searchKey = SearchKey.TERMINAL;
        private final Map<Character, RedirectReason> types = new HashMap<>(Map.of(
                'A', RedirectReason.UNCONDITIONAL,
                'B', RedirectReason.BUSY,
                'N', RedirectReason.NO_ANSWER,
                'D', RedirectReason.NONE,
                'R', RedirectReason.NONE,
                'I', RedirectReason.DO_NOT_DISTURB,
                'U', RedirectReason.UNKNOWN));
        private NumberRules forwardingRules = NumberRules.NONE;
        private NumberRules callingRules = NumberRules.NONE;
        private NumberRules lampRules = NumberRules.NONE;
        private final Map<String, MailboxId> stations = new LinkedHashMap<>();
        private final Map<MailboxId, String> listed = new LinkedHashMap<>();
        private LampScope lamps = LampScope.ALL;
        private LampPacing pacing = LampPacing.DEFAULT;

        private Builder() {}

        /** Sets what logs call the link. */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets the context of the mailboxes behind the switch.
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

        /** Sets how long what the switch said waits for its call; Asterisk's {@code msgexpirytime}. */
        public Builder messageExpiry(Duration messageExpiry) {
            this.messageExpiry = notNegative(messageExpiry);
            return this;
        }

        /** Sets how long a call waits for what the switch says of it; it is then answered as the network says. */
        public Builder patience(Duration patience) {
            this.patience = notNegative(patience);
            return this;
        }

        private static Duration notNegative(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("negative time: " + time);
            }
            return time;
        }

        /** Sets by which field a call finds what the switch said of it. */
        public Builder searchKey(SearchKey searchKey) {
            this.searchKey = Objects.requireNonNull(searchKey, "searchKey");
            return this;
        }

        /**
         * Sets what a type letter means; {@link RedirectReason#NONE} makes it a direct call.
         *
         * @throws IllegalArgumentException if it is no letter A to Z
         */
        public Builder type(char letter, RedirectReason reason) {
            if (letter < 'A' || letter > 'Z') {
                throw new IllegalArgumentException("not a type letter A to Z: " + letter);
            }
            types.put(letter, Objects.requireNonNull(reason, "reason"));
            return this;
        }

        /** Sets what makes a mailbox number of a forwarding station. */
        public Builder forwardingRules(NumberRules rules) {
            this.forwardingRules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /** Sets what makes a number as people here dial it of a calling station. */
        public Builder callingRules(NumberRules rules) {
            this.callingRules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /** Sets what makes a station of the switch of a mailbox number, or of a station as listed. */
        public Builder lampRules(NumberRules rules) {
            this.lampRules = Objects.requireNonNull(rules, "rules");
            return this;
        }

        /** Lists a mailbox with its station, whatever the rules make of either. Several stations may have one mailbox; its lamp is the first's. */
        public Builder station(String station, MailboxId mailbox) {
            stations.put(Objects.requireNonNull(station, "station"), Objects.requireNonNull(mailbox, "mailbox"));
            listed.putIfAbsent(mailbox, station);
            return this;
        }

        /** Sets whose lamps are switched. */
        public Builder lamps(LampScope lamps) {
            this.lamps = Objects.requireNonNull(lamps, "lamps");
            return this;
        }

        /** Sets how lamp commands are paced. */
        public Builder pacing(LampPacing pacing) {
            this.pacing = Objects.requireNonNull(pacing, "pacing");
            return this;
        }

        /** The settings. */
        public SmdiConfig build() {
            return new SmdiConfig(this);
        }
    }
}
