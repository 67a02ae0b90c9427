package org.voicemail4j.mailbox;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

/**
 * From when until when owners want their greetings to be heard, as they say by phone: an SPI. For that kind of greeting it
 * goes before the dates of the {@link GreetingSchedule}. Whether there is such a greeting is not this one's business. For
 * many threads; may block. Every method throws {@link org.voicemail4j.VoicemailException} when it fails, and what was to be
 * changed is then as before. The contract is published as {@code GreetingDatesContract} in vm-testkit.
 */
public interface GreetingDates {

    /** Nobody has said any, and none can be said. */
    GreetingDates NONE = new GreetingDates() {
        @Override
        public Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
            return Map.of();
        }

        @Override
        public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
            throw new UnsupportedOperationException("no dates of greetings are kept here");
        }

        @Override
        public boolean delete(MailboxId owner, GreetingKind kind) {
            return false;
        }

        @Override
        public boolean areKept() {
            return false;
        }
    };

    /** What an owner has said, of each kind of greeting of which anything was. */
    Map<GreetingKind, GreetingPeriod> all(MailboxId owner);

    /** What an owner has said of one kind of greeting. */
    default Optional<GreetingPeriod> find(MailboxId owner, GreetingKind kind) {
        return Optional.ofNullable(all(owner).get(kind));
    }

    /**
     * Keeps what an owner says of one kind of greeting, in the place of what was said before. {@link GreetingPeriod#ALWAYS}
     * is kept, too: it goes before dates of the schedule.
     */
    void put(MailboxId owner, GreetingKind kind, GreetingPeriod period);

    /** Forgets what an owner has said of one kind of greeting. Returns whether there was anything. */
    boolean delete(MailboxId owner, GreetingKind kind);

    /**
     * Forgets it if that time is over: for whoever records the greeting anew, which would never be heard otherwise.
     *
     * @param now in the time of the mailbox's zone
     */
    default void deleteEnded(MailboxId owner, GreetingKind kind, LocalDateTime now) {
        if (find(owner, kind).filter(period -> period.hasEnded(now)).isPresent()) {
            delete(owner, kind);
        }
    }

    /** Whether owners can say any at all. */
    default boolean areKept() {
        return true;
    }
}
