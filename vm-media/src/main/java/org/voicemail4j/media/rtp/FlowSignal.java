package org.voicemail4j.media.rtp;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the thread of a call's flow, platform or virtual, wait for its media loop. The loop changes what is waited for
 * and then raises the signal, which blocks and allocates nothing. An interrupt does not end the wait; it is kept.
 */
final class FlowSignal {

    private volatile @Nullable Thread waiting;

    void await(BooleanSupplier done) {
        boolean interrupted = false;
        waiting = Thread.currentThread();
        while (!done.getAsBoolean()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void raise() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
