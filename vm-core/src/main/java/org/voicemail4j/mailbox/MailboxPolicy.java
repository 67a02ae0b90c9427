package org.voicemail4j.mailbox;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.message.Folder;

/**
 * How one mailbox behaves: its limits and what its owner and callers hear. The names of voicemail.conf's options stand at
 * each accessor. Immutable; start from {@link #DEFAULT} with {@link #toBuilder}.
 */
public final class MailboxPolicy {

    /** Asterisk's defaults; no limit on the length of messages, no trailing-silence limit, UTC. */
    public static final MailboxPolicy DEFAULT = new Builder().build();

    private final Builder settings;

    private MailboxPolicy(Builder settings) {
        this.settings = settings;
    }

    /** Most messages in one folder, 0 to 9999; 0 makes this a greeting-only mailbox ({@code maxmsg}). */
    public int maxMessages() {
        return settings.maxMessages;
    }

    /** Longest message; zero means no limit ({@code maxsecs}). */
    public Duration longestMessage() {
        return settings.longestMessage;
    }

    /** Least sound, silence not counted, for a message to be kept ({@code minsecs}). */
    public Duration shortestMessage() {
        return settings.shortestMessage;
    }

    /** Longest greeting; zero means no limit ({@code maxgreet}). */
    public Duration longestGreeting() {
        return settings.longestGreeting;
    }

    /** Silence after which a recording ends; zero means never ({@code maxsilence}). */
    public Duration trailingSilence() {
        return settings.trailingSilence;
    }

    /** Mean magnitude of 16 bit samples over 20 ms below which it is silent, 0 to 32767 ({@code silencethreshold}). */
    public int silenceThreshold() {
        return settings.silenceThreshold;
    }

    /** How far the forward and back keys go ({@code skipms}). */
    public Duration skipStep() {
        return settings.skipStep;
    }

    /** Attempts to log in during one call, at least 1 ({@code maxlogins}). */
    public int loginAttempts() {
        return settings.loginAttempts;
    }

    /** Fewest digits of a new PIN ({@code minpassword}). */
    public int shortestPin() {
        return settings.pinRules.shortest();
    }

    /** Whether date and time are said before a message ({@code envelope}). */
    public boolean sayEnvelope() {
        return settings.sayEnvelope;
    }

    /** Whether the caller is said before a message ({@code saycid}). */
    public boolean sayCaller() {
        return settings.sayCaller;
    }

    /** From which length on the length is said before a message; empty means never ({@code sayduration}, {@code saydurationm}). */
    public Optional<Duration> sayDurationFrom() {
        return settings.sayDurationFrom;
    }

    /** Whether messages that were heard move from INBOX to Old ({@code moveheard}). */
    public boolean moveHeard() {
        return settings.moveHeard;
    }

    /** Whether next after the last message is the first one, and the other way round ({@code messagewrap}). */
    public boolean messageWrap() {
        return settings.messageWrap;
    }

    /** Whether deleting or saving goes on to the next message ({@code nextaftercmd}). */
    public boolean nextAfterCommand() {
        return settings.nextAfterCommand;
    }

    /** Whether callers may listen to their message, take it anew and mark it urgent before it is kept ({@code review}). */
    public boolean review() {
        return settings.review;
    }

    /** Whether callers may mark their message urgent in the review ({@code leaveurgent}). */
    public boolean leaveUrgent() {
        return settings.leaveUrgent;
    }

    /** Whether owners are told at login that their temporary greeting is on ({@code tempgreetwarn}). */
    public boolean warnTemporary() {
        return settings.warnTemporary;
    }

    /** Whether owners whose PIN is still the mailbox number must record their name ({@code forcename}). */
    public boolean forceName() {
        return settings.forceName;
    }

    /** Whether owners whose PIN is still the mailbox number must record greetings ({@code forcegreetings}). */
    public boolean forceGreetings() {
        return settings.forceGreetings;
    }

    /** Whether an urgent message stays urgent when its owner forwards it ({@code forward_urgent_auto}). */
    public boolean forwardUrgent() {
        return settings.forwardUrgent;
    }

    /** Whether owners may leave messages for others from within their mailbox ({@code sendvoicemail}). */
    public boolean sendMessages() {
        return settings.sendMessages;
    }

    /** In which contexts a caller with a mailbox in the same context is said by name or extension ({@code cidinternalcontexts}). */
    public Set<String> internalContexts() {
        return settings.internalContexts;
    }

    /**
     * Where the mailbox's lamps are: addresses of record such as {@code sip:1000@example.net}, in which {@code {number}} and
     * {@code {context}} stand for the mailbox's; none if the network has one rule for all.
     */
    public List<String> lamps() {
        return settings.lamps;
    }

    /** How many deleted messages are kept in the folder Deleted, the latest ones, 0 to 9999; 0 means none ({@code backupdeleted}). */
    public int keptDeleted() {
        return settings.keptDeleted;
    }

    /** Which key does what for the owner ({@code keymap}, {@code listen-control-...-key}). */
    public KeyMap keys() {
        return settings.keys;
    }

    /** Whom the owner may call back from within the mailbox ({@code callback}, {@code callbackallow}). */
    public DialRules callBack() {
        return settings.callBack;
    }

    /** What numbers the owner may enter and call from within the mailbox ({@code dialout}, {@code dialoutallow}). */
    public DialRules dialOut() {
        return settings.dialOut;
    }

    /** Whether recipients of a message can be looked for by name ({@code usedirectory}). */
    public boolean findsByName() {
        return settings.findsByName;
    }

    /** Whom a caller reaches with 0; empty means that 0 does nothing ({@code operator}). */
    public Optional<String> operator() {
        return settings.operator;
    }

    /** Whom a caller reaches with star during the greeting; empty means that it does nothing. */
    public Optional<String> attendant() {
        return settings.attendant;
    }

    /**
     * Whom a caller reaches by which key during the greeting, beside {@link #operator} and {@link #attendant}: keys
     * {@code 0-9 * A-D} ({@code exitkeys}).
     */
    public Map<Character, String> exits() {
        return settings.exits;
    }

    /** Whether callers hear the greeting, and can leave by its keys, before they are told that the mailbox is full ({@code greetwhenfull}). */
    public boolean greetWhenFull() {
        return settings.greetWhenFull;
    }

    /** Whether callers may mark their message private in the review ({@code leaveprivate}). */
    public boolean leavePrivate() {
        return settings.leavePrivate;
    }

    /** Prompts that are replaced by others: name to name ({@code vm-login} and the like). */
    public Map<String, String> prompts() {
        return settings.prompts;
    }

    /** Which PINs the owner may set; their shortest length is {@link #shortestPin}. */
    public PinRules pinRules() {
        return settings.pinRules;
    }

    /** Which greeting is heard when, and by whom ({@code tempgreetfrom}, {@code openhours}, {@code specialcallers} ...). */
    public GreetingSchedule greetingSchedule() {
        return settings.greetingSchedule;
    }

    /**
     * How long messages are kept in a folder: from when they were received, in Deleted from when they were deleted. What
     * lies in a folder that is not named here is kept for ever ({@code expire}).
     */
    public Map<Folder, Duration> retention() {
        return settings.retention;
    }

    /**
     * Who shares the mailbox with a PIN each, by name: a message is new for each of them until heard. Empty for a mailbox
     * with one owner, or with a PIN that all have in common ({@code owners}).
     */
    public Map<String, Pin> owners() {
        return settings.owners;
    }

    /** In which zone date and time are said ({@code tz}). */
    public ZoneId zone() {
        return settings.zone;
    }

    /** How date and time are said, in the letters of voicemail.conf's zonemessages; empty means as the language does by itself. */
    public String dateFormat() {
        return settings.dateFormat;
    }

    /** In which language prompts are spoken ({@code language}). */
    public Locale language() {
        return settings.language;
    }

    /** A builder that starts with this policy. */
    public Builder toBuilder() {
        return new Builder(settings);
    }

    /** Collects a {@link MailboxPolicy}; every setter refuses what makes no sense with an {@link IllegalArgumentException}. */
    public static final class Builder {

        private int maxMessages = 100;
        private Duration longestMessage = Duration.ZERO;
        private Duration shortestMessage = Duration.ZERO;
        private Duration longestGreeting = Duration.ZERO;
        private Duration trailingSilence = Duration.ZERO;
        private int silenceThreshold = 256;
        private Duration skipStep = Duration.ofSeconds(3);
        private int loginAttempts = 3;
        private boolean sayEnvelope = true;
        private boolean sayCaller;
        private Optional<Duration> sayDurationFrom = Optional.of(Duration.ofMinutes(2));
        private boolean moveHeard = true;
        private boolean messageWrap;
        private boolean nextAfterCommand;
        private boolean review;
        private boolean leaveUrgent = true;
        private boolean warnTemporary;
        private boolean forceName;
        private boolean forceGreetings;
        private boolean forwardUrgent;
        private boolean sendMessages;
        private Set<String> internalContexts = Set.of();
        private List<String> lamps = List.of();
        private int keptDeleted;
        private KeyMap keys = KeyMap.ASTERISK;
        private DialRules callBack = DialRules.NONE;
        private DialRules dialOut = DialRules.NONE;
        private boolean findsByName;
        private Optional<String> operator = Optional.empty();
        private Optional<String> attendant = Optional.empty();
        private Map<Character, String> exits = Map.of();
        private boolean greetWhenFull;
        private boolean leavePrivate;
        private Map<String, String> prompts = Map.of();
        private PinRules pinRules = PinRules.ANY;
        private GreetingSchedule greetingSchedule = GreetingSchedule.NONE;
        private Map<Folder, Duration> retention = Map.of();
        private Map<String, Pin> owners = Map.of();
        private ZoneId zone = ZoneOffset.UTC;
        private String dateFormat = "";
        private Locale language = Locale.ENGLISH;

        private Builder() {}

        private Builder(Builder other) {
            this.maxMessages = other.maxMessages;
            this.longestMessage = other.longestMessage;
            this.shortestMessage = other.shortestMessage;
            this.longestGreeting = other.longestGreeting;
            this.trailingSilence = other.trailingSilence;
            this.silenceThreshold = other.silenceThreshold;
            this.skipStep = other.skipStep;
            this.loginAttempts = other.loginAttempts;
            this.sayEnvelope = other.sayEnvelope;
            this.sayCaller = other.sayCaller;
            this.sayDurationFrom = other.sayDurationFrom;
            this.moveHeard = other.moveHeard;
            this.messageWrap = other.messageWrap;
            this.nextAfterCommand = other.nextAfterCommand;
            this.review = other.review;
            this.leaveUrgent = other.leaveUrgent;
            this.warnTemporary = other.warnTemporary;
            this.forceName = other.forceName;
            this.forceGreetings = other.forceGreetings;
            this.forwardUrgent = other.forwardUrgent;
            this.sendMessages = other.sendMessages;
            this.internalContexts = other.internalContexts;
            this.lamps = other.lamps;
            this.keptDeleted = other.keptDeleted;
            this.keys = other.keys;
            this.callBack = other.callBack;
            this.dialOut = other.dialOut;
            this.findsByName = other.findsByName;
            this.operator = other.operator;
            this.attendant = other.attendant;
            this.exits = Map.copyOf(other.exits);
            this.greetWhenFull = other.greetWhenFull;
            this.leavePrivate = other.leavePrivate;
            this.prompts = Map.copyOf(other.prompts);
            this.pinRules = other.pinRules;
            this.greetingSchedule = other.greetingSchedule;
            this.retention = Map.copyOf(other.retention);
            this.owners = Map.copyOf(other.owners);
            this.zone = other.zone;
            this.dateFormat = other.dateFormat;
            this.language = other.language;
        }

        /** Sets {@link MailboxPolicy#maxMessages}. */
        public Builder maxMessages(int maxMessages) {
            this.maxMessages = within(0, 9999, maxMessages, "maxMessages");
            return this;
        }

        /** Sets {@link MailboxPolicy#longestMessage}. */
        public Builder longestMessage(Duration longestMessage) {
            this.longestMessage = notNegative(longestMessage, "longestMessage");
            return this;
        }

        /** Sets {@link MailboxPolicy#shortestMessage}. */
        public Builder shortestMessage(Duration shortestMessage) {
            this.shortestMessage = notNegative(shortestMessage, "shortestMessage");
            return this;
        }

        /** Sets {@link MailboxPolicy#longestGreeting}. */
        public Builder longestGreeting(Duration longestGreeting) {
            this.longestGreeting = notNegative(longestGreeting, "longestGreeting");
            return this;
        }

        /** Sets {@link MailboxPolicy#trailingSilence}. */
        public Builder trailingSilence(Duration trailingSilence) {
            this.trailingSilence = notNegative(trailingSilence, "trailingSilence");
            return this;
        }

        /** Sets {@link MailboxPolicy#silenceThreshold}. */
        public Builder silenceThreshold(int silenceThreshold) {
            this.silenceThreshold = within(0, 32767, silenceThreshold, "silenceThreshold");
            return this;
        }

        /** Sets {@link MailboxPolicy#skipStep}. */
        public Builder skipStep(Duration skipStep) {
            this.skipStep = notNegative(skipStep, "skipStep");
            return this;
        }

        /** Sets {@link MailboxPolicy#loginAttempts}. */
        public Builder loginAttempts(int loginAttempts) {
            this.loginAttempts = within(1, 100, loginAttempts, "loginAttempts");
            return this;
        }

        /** Sets {@link MailboxPolicy#shortestPin}. */
        public Builder shortestPin(int shortestPin) {
            this.pinRules = pinRules.withShortest(within(0, 80, shortestPin, "shortestPin"));
            return this;
        }

        /** Sets {@link MailboxPolicy#sayEnvelope}. */
        public Builder sayEnvelope(boolean sayEnvelope) {
            this.sayEnvelope = sayEnvelope;
            return this;
        }

        /** Sets {@link MailboxPolicy#sayCaller}. */
        public Builder sayCaller(boolean sayCaller) {
            this.sayCaller = sayCaller;
            return this;
        }

        /** Sets {@link MailboxPolicy#sayDurationFrom}. */
        public Builder sayDurationFrom(Optional<Duration> sayDurationFrom) {
            this.sayDurationFrom = sayDurationFrom.map(from -> notNegative(from, "sayDurationFrom"));
            return this;
        }

        /** Sets {@link MailboxPolicy#moveHeard}. */
        public Builder moveHeard(boolean moveHeard) {
            this.moveHeard = moveHeard;
            return this;
        }

        /** Sets {@link MailboxPolicy#messageWrap}. */
        public Builder messageWrap(boolean messageWrap) {
            this.messageWrap = messageWrap;
            return this;
        }

        /** Sets {@link MailboxPolicy#nextAfterCommand}. */
        public Builder nextAfterCommand(boolean nextAfterCommand) {
            this.nextAfterCommand = nextAfterCommand;
            return this;
        }

        /** Sets {@link MailboxPolicy#review}. */
        public Builder review(boolean review) {
            this.review = review;
            return this;
        }

        /** Sets {@link MailboxPolicy#leaveUrgent}. */
        public Builder leaveUrgent(boolean leaveUrgent) {
            this.leaveUrgent = leaveUrgent;
            return this;
        }

        /** Sets {@link MailboxPolicy#warnTemporary}. */
        public Builder warnTemporary(boolean warnTemporary) {
            this.warnTemporary = warnTemporary;
            return this;
        }

        /** Sets {@link MailboxPolicy#forceName}. */
        public Builder forceName(boolean forceName) {
            this.forceName = forceName;
            return this;
        }

        /** Sets {@link MailboxPolicy#forceGreetings}. */
        public Builder forceGreetings(boolean forceGreetings) {
            this.forceGreetings = forceGreetings;
            return this;
        }

        /** Sets {@link MailboxPolicy#forwardUrgent}. */
        public Builder forwardUrgent(boolean forwardUrgent) {
            this.forwardUrgent = forwardUrgent;
            return this;
        }

        /** Sets {@link MailboxPolicy#sendMessages}. */
        public Builder sendMessages(boolean sendMessages) {
            this.sendMessages = sendMessages;
            return this;
        }

        /** Sets {@link MailboxPolicy#lamps}; at most 16. */
        public Builder lamps(List<String> lamps) {
            if (lamps.size() > 16) {
                throw new IllegalArgumentException("more lamps than 16: " + lamps.size());
            }
            this.lamps = List.copyOf(lamps);
            return this;
        }

        /** Sets {@link MailboxPolicy#internalContexts}. */
        public Builder internalContexts(Set<String> internalContexts) {
            this.internalContexts = Set.copyOf(internalContexts);
            return this;
        }

        /** Sets {@link MailboxPolicy#keptDeleted}. */
        public Builder keptDeleted(int keptDeleted) {
            this.keptDeleted = within(0, 9999, keptDeleted, "keptDeleted");
            return this;
        }

        /** Sets {@link MailboxPolicy#keys}. */
        public Builder keys(KeyMap keys) {
            this.keys = Objects.requireNonNull(keys, "keys");
            return this;
        }

        /** Sets {@link MailboxPolicy#callBack}. */
        public Builder callBack(DialRules callBack) {
            this.callBack = Objects.requireNonNull(callBack, "callBack");
            return this;
        }

        /** Sets {@link MailboxPolicy#dialOut}. */
        public Builder dialOut(DialRules dialOut) {
            this.dialOut = Objects.requireNonNull(dialOut, "dialOut");
            return this;
        }

        /** Sets {@link MailboxPolicy#findsByName}. */
        public Builder findsByName(boolean findsByName) {
            this.findsByName = findsByName;
            return this;
        }

        /** Sets {@link MailboxPolicy#operator}. */
        public Builder operator(Optional<String> operator) {
            this.operator = operator;
            return this;
        }

        /** Sets {@link MailboxPolicy#attendant}. */
        public Builder attendant(Optional<String> attendant) {
            this.attendant = attendant;
            return this;
        }

        /** Sets {@link MailboxPolicy#exits}. */
        public Builder exits(Map<Character, String> exits) {
            exits.keySet().stream()
                    .filter(key -> "0123456789*ABCD".indexOf(key) < 0)
                    .forEach(key -> {
                        throw new IllegalArgumentException("not a key that can lead elsewhere: '" + key + "'");
                    });
            this.exits = Map.copyOf(exits);
            return this;
        }

        /** Sets {@link MailboxPolicy#greetWhenFull}. */
        public Builder greetWhenFull(boolean greetWhenFull) {
            this.greetWhenFull = greetWhenFull;
            return this;
        }

        /** Sets {@link MailboxPolicy#leavePrivate}. */
        public Builder leavePrivate(boolean leavePrivate) {
            this.leavePrivate = leavePrivate;
            return this;
        }

        /** Sets {@link MailboxPolicy#prompts}. */
        public Builder prompts(Map<String, String> prompts) {
            this.prompts = Map.copyOf(prompts);
            return this;
        }

        /** Sets {@link MailboxPolicy#pinRules} and with them {@link MailboxPolicy#shortestPin}. */
        public Builder pinRules(PinRules pinRules) {
            this.pinRules = Objects.requireNonNull(pinRules, "pinRules");
            return this;
        }

        /** Sets {@link MailboxPolicy#greetingSchedule}. */
        public Builder greetingSchedule(GreetingSchedule greetingSchedule) {
            this.greetingSchedule = Objects.requireNonNull(greetingSchedule, "greetingSchedule");
            return this;
        }

        /** Sets {@link MailboxPolicy#retention}. */
        public Builder retention(Map<Folder, Duration> retention) {
            retention.values().stream()
                    .filter(time -> time.isNegative() || time.isZero())
                    .forEach(time -> {
                        throw new IllegalArgumentException("messages cannot be kept for " + time);
                    });
            this.retention = Map.copyOf(retention);
            return this;
        }

        /** Sets {@link MailboxPolicy#owners}: at most 32, names of 1 to 64 characters of {@code A-Z a-z 0-9 . _ + -}. */
        public Builder owners(Map<String, Pin> owners) {
            within(0, 32, owners.size(), "owners");
            owners.keySet().stream()
                    .filter(name -> !name.matches("[A-Za-z0-9._+-]{1,64}"))
                    .forEach(name -> {
                        throw new IllegalArgumentException("not an owner: '" + name + "'");
                    });
            this.owners = Map.copyOf(owners);
            return this;
        }

        /** Sets {@link MailboxPolicy#zone}. */
        public Builder zone(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /** Sets {@link MailboxPolicy#dateFormat}. */
        public Builder dateFormat(String dateFormat) {
            this.dateFormat = Objects.requireNonNull(dateFormat, "dateFormat");
            return this;
        }

        /** Sets {@link MailboxPolicy#language}. */
        public Builder language(Locale language) {
            this.language = Objects.requireNonNull(language, "language");
            return this;
        }

        private static int within(int least, int most, int value, String name) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(name + " is " + value + ", not within " + least + " to " + most);
            }
            return value;
        }

        private static Duration notNegative(Duration value, String name) {
            if (value.isNegative()) {
                throw new IllegalArgumentException(name + " is negative: " + value);
            }
            return value;
        }

        /** The policy. */
        public MailboxPolicy build() {
            return new MailboxPolicy(new Builder(this));
        }
    }
}
