package org.voicemail4j.examples.asterisk.line;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** The threads of whoever was given none. */
public final class LineThreads {

    private LineThreads() {}

    /** Daemon threads with that name and a number. */
    public static ThreadFactory daemons(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
