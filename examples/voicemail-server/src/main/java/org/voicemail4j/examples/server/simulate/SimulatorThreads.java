package org.voicemail4j.examples.server.simulate;

/** The thread that leaves the terminal as it was, however the process ends. */
final class SimulatorThreads {

    private SimulatorThreads() {}

    static Thread atTheEnd(Runnable work) {
        Thread thread = new Thread(work, "simulate-end");
        Runtime.getRuntime().addShutdownHook(thread);
        return thread;
    }
}
