package org.voicemail4j.sip;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is watched: how long it has been writing or shaking hands, how far it reads ahead, and when it closes.
 * The stack writes in the thread of whoever sends, so that a peer who does not read would hold that thread for ever; and
 * it reads in another one than it parses in, without an end, so that such a peer would fill the memory meanwhile.
 */
final class GuardedSocket extends Socket {

    /** What is read before all of it has to be parsed, and what its answers write has to be taken. */
    private static final int READ_AHEAD = 256 * 1024;
    /** The stack keeps a buffer for each piece that it reads, however small that is. */
    private static final int LEAST_COST = 2 * 1024;

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(1).toNanos();
    private static final long NOT = 0;

    private final StackClock clock;
    private final Supplier<Parsing> parsing;
    private final Runnable whenClosed;
    private @Nullable OutputStream output;
    private @Nullable InputStream input;
    private volatile long writingSince = NOT;
    private volatile long shakingHandsSince = NOT;

    /**
     * @param parsing of what the asking thread reads
     * @param whenClosed run each time that it is closed
     */
    GuardedSocket(StackClock clock, Supplier<Parsing> parsing, Runnable whenClosed) {
        this.clock = clock;
        this.parsing = parsing;
        this.whenClosed = whenClosed;
    }

    /** How long it has been writing one piece; zero if it is not. */
    long writingNanos() {
        return since(writingSince);
    }

    /** How long it has been shaking hands; zero if it is not. */
    long shakingHandsNanos() {
        return since(shakingHandsSince);
    }

    private long since(long when) {
        return when == NOT ? 0 : clock.nanos() - when;
    }

    /** Begins to shake hands. */
    void shakesHands() {
        shakingHandsSince = now();
    }

    /** Has shaken hands. */
    void hasShakenHands() {
        shakingHandsSince = NOT;
    }

    private long now() {
        long now = clock.nanos();
        return now == NOT ? 1 : now;
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
    public synchronized InputStream getInputStream() throws IOException {
        InputStream known = input;
        if (known == null) {
            known = new Paced(super.getInputStream());
            input = known;
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
            writingSince = now();
            try {
                out.write(octets, from, length);
            } finally {
                writingSince = NOT;
            }
        }
    }

    /** Read by one thread at a time. */
    private final class Paced extends FilterInputStream {

        private int ahead;

        Paced(InputStream below) {
            super(below);
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            while (isFarAhead() && !isClosed()) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while a peer was not to be read");
                }
            }
            int read = in.read(into, from, length);
            ahead += Math.max(read, LEAST_COST);
            return read;
        }

        private boolean isFarAhead() {
            if (ahead > READ_AHEAD && writingSince == NOT && parsing.get().isDone()) {
                ahead = 0;
            }
            return ahead > READ_AHEAD;
        }
    }
}
