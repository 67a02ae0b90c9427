package org.voicemail4j.smdi;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The line to an old PBX's message desk: octets in both directions and the state of the line. What the octets mean is
 * none of its business. A port that is started stays up: it comes back by itself after a pulled cable.
 */
public interface SmdiPort extends AutoCloseable {

    /**
     * Starts the line. What comes in is given to {@code octets} in order, on one thread; the buffer is only valid during
     * the call. What happens to the line is given to {@code states}, on the same thread.
     *
     * @throws IllegalStateException if started or closed before
     */
    void start(Consumer<ByteBuffer> octets, Consumer<State> states);

    /**
     * Sends octets. Blocks until they have left or the line is down.
     *
     * @param octets from position to limit; the position is advanced
     * @return whether they have left
     */
    boolean send(ByteBuffer octets);

    /** Ends the line for good. Closing twice is harmless. */
    @Override
    void close();

    /** What happens to a line. */
    enum State {
        /** It works. */
        UP,
        /** It does not: unplugged, refused, closed by the other end. */
        DOWN,
        /** Octets were damaged on the way: parity, framing, break. */
        NOISE
    }
}
