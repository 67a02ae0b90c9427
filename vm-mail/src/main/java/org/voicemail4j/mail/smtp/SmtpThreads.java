package org.voicemail4j.mail.smtp;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** The one thread that ends writes to servers which do not read. */
final class SmtpThreads implements ThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "smtp-write-timer");
        thread.setDaemon(true);
        return thread;
    }

    ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(this);
    }
}
