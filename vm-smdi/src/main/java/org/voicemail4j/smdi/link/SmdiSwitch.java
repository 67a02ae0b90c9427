package org.voicemail4j.smdi.link;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.FrameStyle;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.smdi.codec.SmdiMessage;
import org.voicemail4j.smdi.codec.SmdiReader;

/**
 * The PBX's end of a message-desk link, for trying and testing voicemail without a PBX: says which calls come, has lamps,
 * refuses commands by rule, makes noise, pulls its cable. For many threads.
 */
public final class SmdiSwitch implements AutoCloseable {

    private static final int MOST_REMEMBERED = 100_000;

    private final Supplier<SmdiPort> ports;
    private final FrameStyle style;
    private final Map<String, Lamp> lamps = new HashMap<>();
    private final Deque<LampCommand> commands = new ArrayDeque<>();
    private Function<LampCommand, Optional<LampFailure.Cause>> refusal = command -> Optional.empty();
    private SmdiPort port;
    private boolean up;
    private long malformed;

    /** A switch that writes as most do, over the ports it is given. */
    public SmdiSwitch(Supplier<SmdiPort> ports) {
        this(ports, FrameStyle.GENERIC);
    }

    /**
     * Starts a switch.
     *
     * @param ports makes the port of its end, not started: one at once and another after each {@link #cut}
     * @param style how it writes
     */
    public SmdiSwitch(Supplier<SmdiPort> ports, FrameStyle style) {
        this.ports = ports;
        this.style = style;
        this.port = ports.get();
        start(port);
    }

    private void start(SmdiPort started) {
        SmdiReader reader = new SmdiReader(new FromVoicemail());
        started.start(reader::read, state -> state(state, reader));
    }

    private synchronized void state(SmdiPort.State state, SmdiReader reader) {
        if (state == SmdiPort.State.DOWN) {
            reader.lineDown();
        }
        up = state == SmdiPort.State.NOISE ? up : state == SmdiPort.State.UP;
        notifyAll();
    }

    /** Takes what the voicemail system sends. */
    private final class FromVoicemail implements SmdiReader.Sink {

        @Override
        public void message(SmdiMessage message) {
            if (message instanceof LampCommand command) {
                obey(command);
            }
        }

        @Override
        public void malformed(Malformed what) {
            count();
        }

        @Override
        public void skipped(Malformed before) {
            count();
        }
    }

    private synchronized void count() {
        malformed++;
    }

    private void obey(LampCommand command) {
        Optional<LampFailure.Cause> refused = take(command);
        refused.ifPresent(cause -> send(new LampFailure(command.station(), cause).encode(style)));
    }

    private synchronized Optional<LampFailure.Cause> take(LampCommand command) {
        if (commands.size() == MOST_REMEMBERED) {
            commands.removeFirst();
        }
        commands.addLast(command);
        Optional<LampFailure.Cause> refused = refusal.apply(command);
        if (refused.isEmpty()) {
            lamps.put(command.station(), command.lamp());
        }
        notifyAll();
        return refused;
    }

    /** Says that a call comes. Returns whether the line took it. */
    public boolean call(CallHistory history) {
        return send(history.encode(style));
    }

    /** Puts these octets on the line. Returns whether it took them. */
    public boolean noise(byte[] octets) {
        return send(octets);
    }

    private boolean send(byte[] octets) {
        return current().send(ByteBuffer.wrap(octets));
    }

    private synchronized SmdiPort current() {
        return port;
    }

    /** Sets which lamp commands are refused from now on, and why. */
    public synchronized void refuse(Function<LampCommand, Optional<LampFailure.Cause>> rule) {
        this.refusal = rule;
    }

    /** Pulls the cable. */
    public void cut() {
        current().close();
        synchronized (this) {
            up = false;
            notifyAll();
        }
    }

    /** Puts the cable back after {@link #cut}. */
    public void restore() {
        SmdiPort next = ports.get();
        synchronized (this) {
            port = next;
        }
        start(next);
    }

    /** What a station's lamp shows; empty if nobody has switched it. */
    public synchronized Optional<Lamp> lamp(String station) {
        return Optional.ofNullable(lamps.get(station));
    }

    /** What all lamps show that anybody has switched, by their stations. */
    public synchronized Map<String, Lamp> lamps() {
        return Map.copyOf(lamps);
    }

    /** The commands that came, refused ones included, oldest first; at most the last {@value #MOST_REMEMBERED}. */
    public synchronized List<LampCommand> commands() {
        return List.copyOf(commands);
    }

    /** How often something came that is no message. */
    public synchronized long malformed() {
        return malformed;
    }

    /** Whether the line works. */
    public synchronized boolean isUp() {
        return up;
    }

    /**
     * Waits until something is so.
     *
     * @param millis how long at most
     * @return whether it is so
     */
    public synchronized boolean await(Predicate<SmdiSwitch> condition, long millis) {
        long turns = Math.max(1, millis / 50);
        try {
            for (long turn = 0; turn < turns && !condition.test(this); turn++) {
                wait(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return condition.test(this);
    }

    @Override
    public void close() {
        current().close();
    }
}
