package org.voicemail4j.testkit;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;

/** Owners' lists of recipients in memory, for tests and demonstrations. For many threads. */
public final class InMemoryPersonalLists implements PersonalLists {

    private record Key(MailboxId owner, int number) {}

    private final Map<Key, DistributionList> lists = new ConcurrentHashMap<>();

    @Override
    public Optional<DistributionList> find(MailboxId owner, int number) {
        return Optional.ofNullable(lists.get(new Key(owner, number)));
    }

    @Override
    public void put(MailboxId owner, DistributionList list) {
        lists.put(new Key(owner, list.number()), list);
    }

    @Override
    public boolean delete(MailboxId owner, int number) {
        return lists.remove(new Key(owner, number)) != null;
    }
}
