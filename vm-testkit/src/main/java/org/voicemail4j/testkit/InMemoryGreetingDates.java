package org.voicemail4j.testkit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;

/** Dates of owners' greetings in memory, for tests and demonstrations. For many threads. */
public final class InMemoryGreetingDates implements GreetingDates {

    private final Map<MailboxId, Map<GreetingKind, GreetingPeriod>> dates = new ConcurrentHashMap<>();

    @Override
    public Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
        return Map.copyOf(of(owner));
    }

    @Override
    public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
        of(owner).put(kind, period);
    }

    @Override
    public boolean delete(MailboxId owner, GreetingKind kind) {
        return of(owner).remove(kind) != null;
    }

    private Map<GreetingKind, GreetingPeriod> of(MailboxId owner) {
        return dates.computeIfAbsent(owner, none -> new ConcurrentHashMap<>());
    }
}
