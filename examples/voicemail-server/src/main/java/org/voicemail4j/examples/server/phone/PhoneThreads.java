package org.voicemail4j.examples.server.phone;

/** Starts the phone's threads: one that reads SIP, and per call one that sends sound and one that hears it. */
final class PhoneThreads {

    private PhoneThreads() {}

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
