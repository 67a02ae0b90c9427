package org.voicemail4j.examples.server.simulate;

import java.time.Duration;

/** What the person at the terminal does. */
interface Keyboard extends AutoCloseable {

    /** What is going on at the moment. */
    enum Moment {
        /** Something is said that cannot be answered yet. */
        SAYING,
        /** Something was said that a key may answer; the next thing is said if none does. */
        SAID,
        /** A key is waited for. */
        WAITING,
        /** A message sounds. */
        LISTENING,
        /** A message is paused. */
        PAUSED,
        /** What the person says is recorded. */
        RECORDING
    }

    /**
     * Waits for what the person does.
     *
     * @param length for how long at most
     */
    Act next(Moment moment, Duration length);

    @Override
    void close();
}
