package org.voicemail4j.testkit;

import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

/** Subscribers in memory, for tests and demonstrations. For many threads. */
public final class InMemoryMailboxDirectory implements MailboxDirectory {

    private final NavigableMap<MailboxId, Subscriber> subscribers = new ConcurrentSkipListMap<>();

    /** A directory of nobody. */
    public InMemoryMailboxDirectory() {}

    /** A directory of those. */
    public InMemoryMailboxDirectory(Collection<Subscriber> subscribers) {
        subscribers.forEach(this::put);
    }

    /** Adds a subscriber, or puts it in the place of the one with the same mailbox. */
    public void put(Subscriber subscriber) {
        subscribers.put(subscriber.mailbox(), subscriber);
    }

    /** Takes a subscriber out. Returns whether there was one. */
    public boolean remove(MailboxId mailbox) {
        return subscribers.remove(mailbox) != null;
    }

    @Override
    public Optional<Subscriber> find(MailboxId id) {
        return Optional.ofNullable(subscribers.get(id));
    }

    @Override
    public Stream<Subscriber> list() {
        return subscribers.values().stream();
    }
}
