package org.voicemail4j.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.Greeting;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.mailbox.PinCheck;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.mailbox.PinRules;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.store.MessageStore;

/**
 * The reference mailbox: a subscriber of a directory, with messages and greetings in a store and a PIN in a credential
 * store. A PIN that the owner set wins over the configured one.
 */
public final class StoredMailbox implements Mailbox {

    private static final Logger log = LoggerFactory.getLogger(StoredMailbox.class);

    private static final int MOST_DOUBLINGS = 6;

    private final Subscriber subscriber;
    private final Parts parts;

    private StoredMailbox(Subscriber subscriber, Parts parts) {
        this.subscriber = subscriber;
        this.parts = parts;
    }

    /**
     * Finds mailboxes in a directory.
     *
     * @param directory who has a mailbox
     * @param credentials where PINs and failed logins are kept
     * @param store where messages and greetings are kept
     * @param config after how many failed logins a mailbox is locked, and for how long
     * @param clock tells when
     * @param random salt for hashes; give a {@link java.security.SecureRandom}
     */
    public static MailboxFinder finder(
            MailboxDirectory directory,
            CredentialStore credentials,
            MessageStore store,
            VoicemailConfig config,
            Clock clock,
            RandomGenerator random) {
        return finder(directory, credentials, store, config, clock, random, PinPolicy.ANY);
    }

    /**
     * As {@link #finder(MailboxDirectory, CredentialStore, MessageStore, VoicemailConfig, Clock, RandomGenerator)}.
     *
     * @param pins asked about each new PIN
     */
    public static MailboxFinder finder(
            MailboxDirectory directory,
            CredentialStore credentials,
            MessageStore store,
            VoicemailConfig config,
            Clock clock,
            RandomGenerator random,
            PinPolicy pins) {
        return finder(directory, credentials, store, config, clock, random, pins, GreetingDates.NONE);
    }

    /**
     * As {@link #finder(MailboxDirectory, CredentialStore, MessageStore, VoicemailConfig, Clock, RandomGenerator, PinPolicy)}.
     *
     * @param dates what owners have said of when their greetings are heard
     */
    public static MailboxFinder finder(
            MailboxDirectory directory,
            CredentialStore credentials,
            MessageStore store,
            VoicemailConfig config,
            Clock clock,
            RandomGenerator random,
            PinPolicy pins,
            GreetingDates dates) {
        return new Finder(new Parts(directory, credentials, store, config, clock, random, pins, dates));
    }

    private record Finder(Parts parts) implements MailboxFinder {

        @Override
        public Optional<Mailbox> find(MailboxId id) {
            return parts.directory.find(id).map(found -> new StoredMailbox(found, parts));
        }

        @Override
        public Stream<Mailbox> list(String context) {
            return parts.directory.list(context).<Mailbox>map(subscriber -> new StoredMailbox(subscriber, parts));
        }

        @Override
        public Optional<MailboxPolicy> policy(String context) {
            return parts.directory.policy(context);
        }
    }

    private record Parts(
            MailboxDirectory directory,
            CredentialStore credentials,
            MessageStore store,
            VoicemailConfig config,
            Clock clock,
            RandomGenerator random,
            PinPolicy pins,
            GreetingDates dates) {}

    @Override
    public MailboxId id() {
        return subscriber.mailbox();
    }

    @Override
    public Subscriber subscriber() {
        return subscriber;
    }

    /** What an owner has said by phone goes before the policy; as long as nobody can tell it, the policy holds. */
    @Override
    public GreetingSchedule greetingSchedule() {
        GreetingSchedule schedule = policy().greetingSchedule();
        try {
            return schedule.with(parts.dates.all(id()));
        } catch (VoicemailException e) {
            log.warn("{}: the dates of its greetings cannot be read; those of its policy hold", id(), e);
            return schedule;
        }
    }

    @Override
    public Optional<Greeting> greeting(GreetingKind kind) {
        return parts.store.greeting(id(), kind).map(audio -> new Greeting(kind, audio));
    }

    @Override
    public MessageCounts counts() {
        return parts.store.counts(id());
    }

    @Override
    public boolean needsPin() {
        return pin().isPresent() || !policy().owners().isEmpty();
    }

    @Override
    public Optional<String> ownerOf(String digits) {
        return policy().owners().entrySet().stream()
                .filter(owner -> owner.getValue().matches(digits))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Counts the attempt as failed before looking at it, so that guesses side by side cannot outrun the lock. */
    @Override
    public PinCheck checkPin(String digits) {
        LoginFailures before = parts.credentials.failures(id());
        if (isLocked(before)) {
            return PinCheck.LOCKED;
        }
        Optional<Pin> pin = pin();
        if (!needsPin()) {
            return PinCheck.ACCEPTED;
        }
        LoginFailures counted = parts.credentials.recordFailure(id(), parts.clock.instant());
        if (isOneTooMany(before, counted)) {
            return PinCheck.LOCKED;
        }
        Optional<Pin> common = pin.filter(one -> one.matches(digits));
        if (common.isPresent() || ownerOf(digits).isPresent()) {
            parts.credentials.clearFailures(id());
            common.filter(one -> !one.isHashed()).ifPresent(this::hashConfigured);
            return PinCheck.ACCEPTED;
        }
        log.info("{}: wrong PIN, {} since the last right one", id(), counted.count());
        return PinCheck.REJECTED;
    }

    /** What an owner has set is where it was put; if the directory fails, its PIN stays as it is until the next login. */
    private void hashConfigured(Pin entered) {
        try {
            if (subscriber.configuredPin().filter(entered::equals).isPresent()) {
                parts.directory.hashPin(id(), entered, parts.random);
            }
        } catch (RuntimeException e) {
            log.warn("{}: its PIN in the directory is not hashed yet", id(), e);
        }
    }

    private boolean isLocked(LoginFailures failures) {
        Instant now = parts.clock.instant();
        return failures.count() >= parts.config.lockAfter()
                && failures.last()
                        .map(last -> now.isBefore(last.plus(lockTime(failures))))
                        .orElse(false);
    }

    /** Twice as long with each further failure, up to 64 times. */
    private Duration lockTime(LoginFailures failures) {
        int further = Math.min(failures.count() - parts.config.lockAfter(), MOST_DOUBLINGS);
        return parts.config.lockFor().multipliedBy(1L << further);
    }

    /** After a lock has run out, one attempt is free; whoever counted in between took it. */
    private boolean isOneTooMany(LoginFailures before, LoginFailures counted) {
        return counted.count() > parts.config.lockAfter() && counted.count() != before.count() + 1;
    }

    @Override
    public PinChange changePin(String digits) {
        if (subscriber.pinFixed() || !parts.credentials.keepsPins()) {
            return PinChange.FIXED;
        }
        if (!policy().pinRules().admit(id(), digits) || isRemembered(digits) || !parts.pins.admits(id(), digits)) {
            return PinChange.NOT_ALLOWED;
        }
        boolean clear = parts.credentials.keepsPinsInClear(id());
        Pin pin = clear ? Pin.clear(digits) : Pin.hash(digits, parts.random);
        parts.credentials.setPin(id(), pin, parts.clock.instant());
        tellChanged(digits);
        return PinChange.CHANGED;
    }

    private void tellChanged(String digits) {
        try {
            parts.pins.changed(id(), digits);
        } catch (RuntimeException e) {
            log.warn("{}: who is to be told of its new PIN failed", id(), e);
        }
    }

    /** Where PINs become too old, the one that did cannot be its own successor. */
    private boolean isRemembered(String digits) {
        PinRules rules = policy().pinRules();
        int remembered = Math.max(rules.remembered(), rules.limitsLifetime() ? 1 : 0);
        return Stream.concat(pin().stream(), parts.credentials.formerPins(id()).stream())
                .limit(remembered)
                .anyMatch(former -> former.matches(digits));
    }

    @Override
    public boolean mustChangePin() {
        return policy().pinRules().mustBeOwn()
                && isPinTheirs()
                && parts.credentials.pin(id()).isEmpty();
    }

    private boolean isPinTheirs() {
        return !subscriber.pinFixed() && parts.credentials.keepsPins();
    }

    @Override
    public boolean isPinTooOld() {
        PinRules rules = policy().pinRules();
        if (!rules.limitsLifetime() || !isPinTheirs()) {
            return false;
        }
        if (parts.credentials.pin(id()).isEmpty()) {
            return subscriber.configuredPin().isPresent();
        }
        Instant oldest = parts.clock.instant().minus(rules.lifetime());
        return parts.credentials.pinSince(id()).filter(oldest::isAfter).isPresent();
    }

    private Optional<Pin> pin() {
        return parts.credentials.pin(id()).or(subscriber::configuredPin);
    }

    @Override
    public String toString() {
        return "StoredMailbox[" + id() + "]";
    }
}
