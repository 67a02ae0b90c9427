package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.voicemail4j.smdi.SmdiPort;

/**
 * One of two ends of a line without a cable: what one end sends, the other end has taken when {@link #send} returns. For
 * many threads; one at a time is let into the consumers of both ends.
 */
public final class LoopbackSmdiPort implements SmdiPort {

    private final Object cable;
    private final Queue<byte[]> early = new ArrayDeque<>();
    private @Nullable LoopbackSmdiPort other;
    private @Nullable Consumer<ByteBuffer> octets;
    private @Nullable Consumer<State> states;
    private boolean plugged = true;
    private boolean closed;

    private LoopbackSmdiPort(Object cable) {
        this.cable = cable;
    }

    /** One end; {@link #other} is the other. */
    public static LoopbackSmdiPort pair() {
        Object cable = new Object();
        LoopbackSmdiPort one = new LoopbackSmdiPort(cable);
        LoopbackSmdiPort another = new LoopbackSmdiPort(cable);
        one.other = another;
        another.other = one;
        return one;
    }

    /** The other end. */
    public LoopbackSmdiPort other() {
        if (other == null) {
            throw new IllegalStateException("not one of a pair");
        }
        return other;
    }

    @Override
    public void start(Consumer<ByteBuffer> octets, Consumer<State> states) {
        synchronized (cable) {
            if (closed || this.octets != null) {
                throw new IllegalStateException("started or closed before");
            }
            this.octets = octets;
            this.states = states;
            if (plugged) {
                tell(states, State.UP);
                early.forEach(sent -> tell(octets, ByteBuffer.wrap(sent)));
                early.clear();
            }
        }
    }

    @Override
    public boolean send(ByteBuffer sent) {
        synchronized (cable) {
            if (closed || octets == null || !plugged || other().closed) {
                return false;
            }
            byte[] taken = new byte[sent.remaining()];
            sent.get(taken);
            other().arrive(taken);
            return true;
        }
    }

    private void arrive(byte[] sent) {
        if (octets == null) {
            early.add(sent);
        } else {
            tell(octets, ByteBuffer.wrap(sent));
        }
    }

    /** Pulls the cable out of both ends; what is sent then does not leave. */
    public void pull() {
        synchronized (cable) {
            pulled(false, State.DOWN);
            other().pulled(false, State.DOWN);
        }
    }

    /** Puts the cable back into both ends. */
    public void plug() {
        synchronized (cable) {
            pulled(true, State.UP);
            other().pulled(true, State.UP);
        }
    }

    private void pulled(boolean now, State state) {
        if (plugged != now) {
            plugged = now;
            if (states != null && !closed) {
                tell(states, state);
            }
        }
    }

    private static <T> void tell(Consumer<T> consumer, T what) {
        try {
            consumer.accept(what);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(LoopbackSmdiPort.class)
                    .warn("what came over the line was not taken: {}", e.toString());
        }
    }

    @Override
    public void close() {
        synchronized (cable) {
            closed = true;
        }
    }
}
