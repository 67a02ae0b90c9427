package org.voicemail4j.sip;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the threads that the stack makes. A connection's reader throws when its peer sends nonsense, and ends with the
 * connection; that is no more than a debug line.
 */
final class StackThreads extends ThreadGroup {

    private static final Logger LOG = LoggerFactory.getLogger(StackThreads.class);

    StackThreads(String name) {
        super(name);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof Error) {
            LOG.error("{} ended; what it listened to is deaf until a restart", thread.getName(), thrown);
            return;
        }
        LOG.debug("{} ended: {}", thread.getName(), LogLine.of(thrown.toString()));
    }
}
