package org.voicemail4j.store.fs;

import java.util.concurrent.ThreadFactory;

/** The threads of this module where the embedder brings no factory of its own: daemons with a name. */
public final class FsThreads implements ThreadFactory {

    /** Makes a factory. */
    public FsThreads() {}

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "voicemail4j-spool");
        thread.setDaemon(true);
        return thread;
    }
}
