package org.voicemail4j.store.fs;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** How much of the disk a journal may take. A recording in progress holds the room that most recordings need. */
final class JournalBudget {

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    JournalBudget(long most) {
        this.most = most;
    }

    long taken() {
        return taken.get();
    }

    /** Takes octets if there is room for them; returns whether there was. */
    boolean take(long octets) {
        long before = taken.getAndUpdate(now -> now + octets > most ? now : now + octets);
        return before + octets <= most;
    }

    /** Takes octets that are on the disk already. */
    void add(long octets) {
        taken.addAndGet(octets);
    }

    /** Gives octets back, once. */
    Runnable giveBack(long octets) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                taken.addAndGet(-octets);
            }
        };
    }
}
