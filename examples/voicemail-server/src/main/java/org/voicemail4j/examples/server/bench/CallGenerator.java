package org.voicemail4j.examples.server.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.examples.server.phone.PhoneException;
import org.voicemail4j.examples.server.phone.SipText;

/** Places calls at a steady rate: one thread for signalling, one that sends all sound, one that hears it. */
public final class CallGenerator implements AutoCloseable {

    private static final int SLOTS = 20;
    private static final long SLOT_NANOS = Duration.ofMillis(1).toNanos();

    private final InetSocketAddress server;
    private final DatagramChannel sip;
    private final Selector ears;
    private final List<LoadCall> calls = new CopyOnWriteArrayList<>();
    private final Gaps gaps = new Gaps();
    private final RandomGenerator random;
    private volatile boolean closed;
    private volatile long latestNanos;
    private volatile @Nullable Exception failure;

    /**
     * Prepares, and starts the threads that send and hear.
     *
     * @param server where the server takes SIP by UDP
     */
    public CallGenerator(InetSocketAddress server, RandomGenerator random) {
        this.server = server;
        this.random = random;
        try {
            sip = DatagramChannel.open();
            sip.bind(new InetSocketAddress(server.getAddress(), 0));
            sip.configureBlocking(false);
            ears = Selector.open();
        } catch (IOException e) {
            throw new PhoneException("no UDP port for SIP", e);
        }
        BenchThreads.start("bench-mouth", () -> guarded(this::speak));
        BenchThreads.start("bench-ear", () -> guarded(this::hear));
    }

    /** What a thread does until the end. */
    private interface Work {
        void run() throws IOException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                failure = e;
            }
        }
    }

    /**
     * Places calls, one to each mailbox, and waits until all are over.
     *
     * @param rate calls begun in a second
     * @param words what everybody says, µ-law
     * @param eachSecond told how things stand
     */
    public Outcome place(List<String> mailboxes, int rate, byte[] words, Ticker eachSecond) {
        try {
            return placeAll(mailboxes, rate, words, eachSecond);
        } catch (IOException e) {
            throw new PhoneException("the load broke down", e);
        }
    }

    private Outcome placeAll(List<String> mailboxes, int rate, byte[] words, Ticker eachSecond) throws IOException {
        calls.clear();
        Map<String, LoadCall> byId = new HashMap<>();
        List<LoadCall> placed = new ArrayList<>();
        LoadCall.Load load = new LoadCall.Load(words, gaps, random);
        InetSocketAddress local = (InetSocketAddress) sip.getLocalAddress();
        ByteBuffer datagram = ByteBuffer.allocate(65_535);
        long start = System.nanoTime();
        long second = 0;
        int open = 0;
        while (placed.size() < mailboxes.size() || open > 0) {
            if (failure != null) {
                throw new PhoneException("the generator's sound broke down", failure);
            }
            long now = System.nanoTime();
            while (placed.size() < mailboxes.size() && (now - start) / 1e9 * rate >= placed.size()) {
                LoadCall call = new LoadCall("5551001", mailboxes.get(placed.size()), local, server, load);
                placed.add(call);
                byId.put(call.id(), call);
                call.sound().register(ears.wakeup(), SelectionKey.OP_READ, call);
                calls.add(call);
            }
            take(datagram, byId);
            open = 0;
            for (LoadCall call : placed) {
                if (!call.isOver()) {
                    open++;
                    send(call.due(now, local.getAddress()));
                }
            }
            if ((now - start) / 1_000_000_000L > second) {
                second++;
                eachSecond.second(second, Snapshot.of(placed));
            }
            LockSupport.parkNanos(2_000_000);
        }
        return Outcome.of(placed, gaps, latestNanos);
    }

    private void take(ByteBuffer datagram, Map<String, LoadCall> byId) throws IOException {
        while (sip.receive(datagram.clear()) != null) {
            SipText message = SipText.parse(datagram.array(), datagram.position());
            LoadCall call = byId.get(message.header("Call-ID").orElse(""));
            if (call != null) {
                send(call.take(message, System.nanoTime()));
            }
        }
    }

    private void send(@Nullable SipText message) throws IOException {
        if (message != null) {
            sip.send(ByteBuffer.wrap(message.encode()), server);
        }
    }

    private void speak() throws IOException {
        ByteBuffer packet = ByteBuffer.allocateDirect(172);
        long next = System.nanoTime();
        for (int slot = 0; !closed; slot = (slot + 1) % SLOTS) {
            long now = System.nanoTime();
            latestNanos = Math.max(latestNanos, now - next);
            for (int i = slot; i < calls.size(); i += SLOTS) {
                speak(calls, i, packet, now);
            }
            next += SLOT_NANOS;
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
        }
    }

    private static void speak(List<LoadCall> calls, int index, ByteBuffer packet, long now) throws IOException {
        try {
            calls.get(index).speak(packet, now);
        } catch (java.nio.channels.ClosedChannelException e) {
            // it has just ended
        }
    }

    private void hear() throws IOException {
        ByteBuffer packet = ByteBuffer.allocateDirect(2048);
        while (!closed) {
            ears.select(key -> hear(key, packet), 5);
        }
    }

    private static void hear(SelectionKey key, ByteBuffer packet) {
        LoadCall call = (LoadCall) key.attachment();
        try {
            while (call.sound().receive(packet.clear()) != null) {
                call.hear(packet.flip(), System.nanoTime());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /** Is told each second how things stand. */
    @FunctionalInterface
    public interface Ticker {
        void second(long second, Snapshot state);
    }

    /**
     * How things stand.
     *
     * @param placed calls that were begun
     * @param up calls that are being heard or talk
     * @param done calls that ended as they should
     * @param failed calls that did not
     */
    public record Snapshot(int placed, int up, int done, int failed) {

        static Snapshot of(List<LoadCall> calls) {
            int up = 0;
            int done = 0;
            int failed = 0;
            for (LoadCall call : calls) {
                up += call.isUp() ? 1 : 0;
                done += call.state() == LoadCall.State.DONE ? 1 : 0;
                failed += call.state() == LoadCall.State.FAILED ? 1 : 0;
            }
            return new Snapshot(calls.size(), up, done, failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            sip.close();
            ears.close();
        } catch (IOException e) {
            throw new PhoneException("cannot close", e);
        }
    }
}
