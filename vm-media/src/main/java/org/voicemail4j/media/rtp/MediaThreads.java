package org.voicemail4j.media.rtp;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the media loops' threads unless the embedder brings a factory: platform threads that do not keep a JVM alive. */
final class MediaThreads implements ThreadFactory {

    private final AtomicInteger made = new AtomicInteger();

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "voicemail-media-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
