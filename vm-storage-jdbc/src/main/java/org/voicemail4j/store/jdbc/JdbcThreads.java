package org.voicemail4j.store.jdbc;

import java.util.concurrent.ThreadFactory;

/** The threads of this module where the embedder brings no factory of its own: daemons with a name. */
public final class JdbcThreads implements ThreadFactory {

    /** Makes a factory. */
    public JdbcThreads() {}

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "voicemail4j-changes");
        thread.setDaemon(true);
        return thread;
    }
}
