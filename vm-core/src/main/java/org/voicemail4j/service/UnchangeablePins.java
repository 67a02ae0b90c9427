package org.voicemail4j.service;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/**
 * Credentials of a service that was given no store for them: configured PINs hold and cannot be changed; failed logins
 * are counted in memory, for the mailboxes that somebody tried last.
 */
final class UnchangeablePins implements CredentialStore {

    private static final int REMEMBERED = 100_000;

    private final Map<MailboxId, LoginFailures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MailboxId, LoginFailures> eldest) {
            return size() > REMEMBERED;
        }
    };

    @Override
    public boolean keepsPins() {
        return false;
    }

    @Override
    public Optional<Pin> pin(MailboxId mailbox) {
        return Optional.empty();
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin) {
        throw new IllegalStateException(mailbox + ": no credential store was given that could keep a PIN");
    }

    @Override
    public LoginFailures failures(MailboxId mailbox) {
        synchronized (failures) {
            return failures.getOrDefault(mailbox, LoginFailures.NONE);
        }
    }

    @Override
    public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
        synchronized (failures) {
            LoginFailures counted = new LoginFailures(failures(mailbox).count() + 1, Optional.of(when));
            failures.put(mailbox, counted);
            return counted;
        }
    }

    @Override
    public void clearFailures(MailboxId mailbox) {
        synchronized (failures) {
            failures.remove(mailbox);
        }
    }
}
