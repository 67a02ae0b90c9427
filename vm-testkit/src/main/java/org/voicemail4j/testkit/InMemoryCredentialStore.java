package org.voicemail4j.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** PINs and failed logins in memory, for tests and demonstrations. For many threads. */
public final class InMemoryCredentialStore implements CredentialStore {

    private final Map<MailboxId, Pin> pins = new ConcurrentHashMap<>();
    private final Map<MailboxId, Instant> since = new ConcurrentHashMap<>();
    private final Map<MailboxId, List<Pin>> former = new ConcurrentHashMap<>();
    private final Map<MailboxId, LoginFailures> failures = new ConcurrentHashMap<>();

    @Override
    public Optional<Pin> pin(MailboxId mailbox) {
        return Optional.ofNullable(pins.get(mailbox));
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin) {
        since.remove(mailbox);
        Pin before = pins.put(mailbox, Objects.requireNonNull(pin, "pin"));
        if (before != null) {
            former.merge(
                    mailbox,
                    List.of(before),
                    (older, one) -> Stream.concat(one.stream(), older.stream())
                            .limit(10)
                            .toList());
        }
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin, Instant when) {
        setPin(mailbox, pin);
        since.put(mailbox, when);
    }

    @Override
    public Optional<Instant> pinSince(MailboxId mailbox) {
        return Optional.ofNullable(since.get(mailbox));
    }

    @Override
    public List<Pin> formerPins(MailboxId mailbox) {
        return former.getOrDefault(mailbox, List.of());
    }

    @Override
    public LoginFailures failures(MailboxId mailbox) {
        return failures.getOrDefault(mailbox, LoginFailures.NONE);
    }

    @Override
    public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
        return failures.merge(
                mailbox,
                new LoginFailures(1, Optional.of(when)),
                (before, one) -> new LoginFailures(before.count() + 1, one.last()));
    }

    @Override
    public void clearFailures(MailboxId mailbox) {
        failures.remove(mailbox);
    }
}
