package org.voicemail4j.smdi.port;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.smdi.SmdiPort;

/**
 * Keeps a line up: one thread opens it, reads from it, and opens it again when it is gone, waiting longer each time until
 * it works. Whatever the line or a consumer throws, that thread goes on until the port is closed.
 */
final class SupervisedPort implements SmdiPort {

    private static final Logger log = LoggerFactory.getLogger(SupervisedPort.class);

    private final String name;
    private final Line line;
    private final ThreadFactory threads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ReentrantLock writing = new ReentrantLock();
    private final WriteWatch watch;
    private final byte[] read = new byte[512];
    private boolean started;
    private volatile Line.@Nullable Connection connection;

    SupervisedPort(String name, Line line, ThreadFactory threads) {
        this(name, line, threads, LineClock.SYSTEM);
    }

    SupervisedPort(String name, Line line, ThreadFactory threads, LineClock clock) {
        this.name = name;
        this.line = line;
        this.threads = threads;
        this.watch = new WriteWatch(clock);
    }

    @Override
    public synchronized void start(Consumer<ByteBuffer> octets, Consumer<State> states) {
        if (started || isClosed()) {
            throw new IllegalStateException(name + " was started or closed before");
        }
        started = true;
        threads.newThread(() -> supervise(octets, states)).start();
    }

    private void supervise(Consumer<ByteBuffer> octets, Consumer<State> states) {
        BackOff backOff = new BackOff();
        String said = "";
        while (!isClosed()) {
            try {
                if (use(line.open(), octets, states)) {
                    backOff.reset();
                }
                said = "";
            } catch (IOException e) {
                String why = String.valueOf(e.getMessage());
                if (!why.equals(said) && !isClosed()) {
                    log.warn("{} cannot be opened, tried again until it can: {}", name, why);
                    said = why;
                }
            } catch (Error | RuntimeException e) {
                log.error("{} cannot be used", name, e);
            }
            pause(backOff.next());
        }
    }

    /** Returns whether the line worked: one that is lost at once is not opened again and again without pause. */
    private boolean use(Line.Connection opened, Consumer<ByteBuffer> octets, Consumer<State> states) {
        connection = opened;
        log.info("{} is up", name);
        tell(states, State.UP);
        boolean worked = false;
        try {
            while (!isClosed() && readSome(opened, octets, states)) {
                worked = true;
                requireTaking(opened);
            }
        } catch (IOException e) {
            log.debug("{}: {}", name, e.getMessage());
        } finally {
            connection = null;
            opened.close();
        }
        if (!isClosed()) {
            log.warn("{} is down, opened again as soon as it can be", name);
        }
        tell(states, State.DOWN);
        return worked;
    }

    /** Returns false if the line is gone. */
    private boolean readSome(Line.Connection opened, Consumer<ByteBuffer> octets, Consumer<State> states)
            throws IOException {
        int count = opened.read(read);
        if (count > 0) {
            ByteBuffer buffer = ByteBuffer.wrap(read, 0, count);
            tellNoise(buffer, states);
            tell(octets, buffer);
        }
        return count >= 0;
    }

    /** A connection whose other side hangs is given up; at a serial line there is nothing to be done but to say so. */
    private void requireTaking(Line.Connection opened) throws IOException {
        Optional<Duration> waited = watch.tooLong();
        if (waited.isPresent()) {
            log.warn(
                    "{}: the other side has taken nothing of what is sent for {} s; does it hang, or its flow control say stop?",
                    name,
                    waited.get().toSeconds());
            if (opened.endsWritesByClose()) {
                throw new IOException("the other side takes nothing");
            }
        }
    }

    /** A serial line makes NUL of what it could not read. */
    private void tellNoise(ByteBuffer octets, Consumer<State> states) {
        for (int i = octets.position(); i < octets.limit(); i++) {
            if (octets.get(i) == 0) {
                tell(states, State.NOISE);
                return;
            }
        }
    }

    private <T> void tell(Consumer<T> consumer, T what) {
        try {
            consumer.accept(what);
        } catch (Error | RuntimeException e) { // whatever it is, the next message may do better
            log.error("{}: what came over the line was not taken", name, e);
        }
    }

    private void pause(Duration pause) {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            log.debug("{}: somebody interrupts its thread; it goes on", name);
        }
    }

    @Override
    public boolean send(ByteBuffer octets) {
        Line.Connection current = connection;
        if (current == null) {
            return false;
        }
        writing.lock();
        watch.begins();
        try {
            current.write(octets);
            return true;
        } catch (IOException e) {
            log.debug("{}: cannot write: {}", name, e.getMessage());
            return false;
        } finally {
            watch.ends();
            writing.unlock();
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        line.giveUp();
        Line.Connection current = connection;
        if (current != null) {
            current.close();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
