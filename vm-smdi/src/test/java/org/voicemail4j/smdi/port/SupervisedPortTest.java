package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.smdi.SmdiPort.State;

/** What a line may do to the thread that keeps it up. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SupervisedPortTest {

    private final BlockingQueue<State> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<Byte> heard = new LinkedBlockingQueue<>();
    private final Script script = new Script();
    private final AtomicLong nanos = new AtomicLong();
    private final SupervisedPort port = new SupervisedPort("line", script, new PortThreads(), nanos::get);

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void whateverALineThrowsItIsOpenedAgain() throws InterruptedException {
        script.reads(new IOException("planted"));
        script.reads(new StackOverflowError("planted"));
        script.reads((byte) 7);
        port.start(this::hear, states::add);
        assertThat(heard.take()).isEqualTo((byte) 7);
        assertThat(states).startsWith(State.UP, State.DOWN, State.UP);
    }

    @Test
    void whateverAConsumerThrowsTheNextOctetsAreGivenToIt() throws InterruptedException {
        script.reads((byte) 1, (byte) 2);
        port.start(
                octets -> {
                    hear(octets);
                    throw new AssertionError("planted");
                },
                states::add);
        assertThat(heard.take()).isEqualTo((byte) 1);
        assertThat(heard.take()).isEqualTo((byte) 2);
        assertThat(states).containsExactly(State.UP);
    }

    @Test
    void aNulIsNoise() throws InterruptedException {
        script.reads((byte) 0, (byte) 2);
        port.start(this::hear, states::add);
        assertThat(heard.take()).isZero();
        assertThat(heard.take()).isEqualTo((byte) 2);
        assertThat(states).containsExactly(State.UP, State.NOISE);
    }

    /** As at a TCP connection whose other side does not read. */
    @Test
    void aLineThatTakesNothingIsGivenUpAndOpenedAgain() throws Exception {
        script.takes(false);
        script.reads((byte) 1);
        script.reads((byte) 2);
        port.start(this::hear, states::add);
        assertThat(heard.take()).isEqualTo((byte) 1);
        CompletableFuture<Boolean> sent = CompletableFuture.supplyAsync(() -> port.send(ByteBuffer.allocate(3)));
        script.awaitWriting();
        nanos.addAndGet(WriteWatch.PATIENCE.toNanos());

        assertThat(sent.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(heard.take()).isEqualTo((byte) 2);
        assertThat(states).containsExactly(State.UP, State.DOWN, State.UP);
    }

    @Test
    void aWriteThatWaitsIsToldOfOnceAMinute() {
        WriteWatch watch = new WriteWatch(nanos::get);
        assertThat(watch.tooLong()).isEmpty();
        watch.begins();
        nanos.addAndGet(WriteWatch.PATIENCE.toNanos() - 1);
        assertThat(watch.tooLong()).isEmpty();
        nanos.incrementAndGet();
        assertThat(watch.tooLong()).contains(WriteWatch.PATIENCE);
        assertThat(watch.tooLong()).isEmpty();
        nanos.addAndGet(WriteWatch.PAUSE.toNanos());
        assertThat(watch.tooLong()).contains(WriteWatch.PATIENCE.plus(WriteWatch.PAUSE));
        watch.ends();
        nanos.addAndGet(WriteWatch.PAUSE.toNanos());
        assertThat(watch.tooLong()).isEmpty();
    }

    private void hear(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            heard.add(octets.get());
        }
    }

    /** One connection after the other, each of which reads what it is told to and then nothing. */
    private static final class Script implements Line {

        private final BlockingQueue<Queue<Object>> connections = new LinkedBlockingQueue<>();
        private final CountDownLatch writing = new CountDownLatch(1);
        private boolean takes = true;

        /** Whether what is written goes, or waits until the connection is closed. */
        void takes(boolean all) {
            takes = all;
        }

        void awaitWriting() throws InterruptedException {
            writing.await();
        }

        void reads(Object... what) {
            connections.add(new ArrayDeque<>(List.of(what)));
        }

        @Override
        public Connection open() throws IOException {
            Queue<Object> reads = connections.poll();
            if (reads == null) {
                throw new IOException("no more");
            }
            CountDownLatch closed = new CountDownLatch(1);
            return new Connection() {
                @Override
                public int read(byte[] octets) throws IOException {
                    Object next = reads.poll();
                    if (next instanceof IOException failure) {
                        throw failure;
                    }
                    if (next instanceof Error failure) {
                        throw failure;
                    }
                    if (next == null) {
                        Thread.onSpinWait();
                        return 0;
                    }
                    octets[0] = (Byte) next;
                    return 1;
                }

                @Override
                public void write(ByteBuffer octets) throws IOException {
                    writing.countDown();
                    if (!takes) {
                        awaitClosed();
                    }
                    octets.position(octets.limit());
                }

                private void awaitClosed() throws IOException {
                    try {
                        closed.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new IOException("closed");
                }

                @Override
                public boolean endsWritesByClose() {
                    return true;
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
        }

        @Override
        public void giveUp() {}
    }
}
