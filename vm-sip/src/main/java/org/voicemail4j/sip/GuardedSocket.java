package org.voicemail4j.sip;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is watched: how long it has been writing, and when it closes. The stack writes in the thread of
 * whoever sends, so that a peer who does not read would hold that thread for ever.
 */
final class GuardedSocket extends Socket {

    private static final long NOT = 0;

    private final StackClock clock;
    private final Runnable whenClosed;
    private @Nullable OutputStream output;
    private volatile long writingSince = NOT;

    /**
     * @param whenClosed run each time that it is closed
     */
    GuardedSocket(StackClock clock, Runnable whenClosed) {
        this.clock = clock;
        this.whenClosed = whenClosed;
    }

    /** How long it has been writing one piece; zero if it is not. */
    long writingNanos() {
        long since = writingSince;
        return since == NOT ? 0 : clock.nanos() - since;
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
        OutputStream known = output;
        if (known == null) {
            known = new Watched(super.getOutputStream());
            output = known;
        }
        return known;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            whenClosed.run();
        }
    }

    private final class Watched extends FilterOutputStream {

        Watched(OutputStream below) {
            super(below);
        }

        @Override
        public void write(byte[] octets, int from, int length) throws IOException {
            long now = clock.nanos();
            writingSince = now == NOT ? 1 : now;
            try {
                out.write(octets, from, length);
            } finally {
                writingSince = NOT;
            }
        }
    }
}
