package org.voicemail4j.examples.server;

import java.util.concurrent.ThreadFactory;

/** Makes the threads that copy; none of them keeps a process alive. */
final class CopyThreads implements ThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "voicemail-copy");
        thread.setDaemon(true);
        return thread;
    }
}
