package org.voicemail4j.examples.asterisk.agi;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** The threads of a server that was given none. */
final class AgiThreads {

    private AgiThreads() {}

    /** Named daemon threads. */
    static ThreadFactory daemons() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "agi-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
