package org.voicemail4j.mail.imap;

import java.util.concurrent.ThreadFactory;

/** The threads of this package where the embedder brings no factory of its own: daemons with a name. */
public final class ImapThreads implements ThreadFactory {

    /** Makes a factory. */
    public ImapThreads() {}

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "voicemail4j-imap");
        thread.setDaemon(true);
        return thread;
    }
}
