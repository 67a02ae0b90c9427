package org.voicemail4j.sip;

import org.jspecify.annotations.Nullable;

/**
 * Whether what a connection's reader has read is parsed: the stack does that in another thread, which waits when there is
 * nothing left. Said by that thread, asked by the reader.
 */
final class Parsing {

    private volatile @Nullable Thread parser;

    /** This thread parses. */
    void goesOn() {
        parser = Thread.currentThread();
    }

    /** Whether nothing is left to be parsed; false as long as nothing has been. */
    boolean isDone() {
        Thread known = parser;
        return known != null
                && (known.getState() == Thread.State.WAITING || known.getState() == Thread.State.TERMINATED);
    }
}
