package org.voicemail4j.examples.asterisk.ami;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** The threads of whoever was given none. */
final class AmiThreads {

    private AmiThreads() {}

    /** Named daemon threads. */
    static ThreadFactory daemons() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, "ami-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
