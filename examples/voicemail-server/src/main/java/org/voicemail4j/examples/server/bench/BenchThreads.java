package org.voicemail4j.examples.server.bench;

/** Starts the generator's threads. */
final class BenchThreads {

    private BenchThreads() {}

    static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
