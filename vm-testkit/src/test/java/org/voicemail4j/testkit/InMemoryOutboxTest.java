package org.voicemail4j.testkit;

import org.voicemail4j.store.MessageStore;

class InMemoryOutboxTest implements OutboxContract {

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final MessageStore store = new InMemoryMessageStore(RULE, clock);

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public ManualClock clock() {
        return clock;
    }
}
