package org.voicemail4j.media.rtp;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.MediaException;

/**
 * Pairs of ports, an even one for RTP and the next one for RTCP (RFC 3550 §11), in random order. A pair is bound when it
 * is taken; one that somebody else has is passed over. A pair that was given back rests for five seconds, or packets that
 * are still under way to the old call would land in the new one.
 */
final class PortPool {

    static final long REST_NANOS = 5_000_000_000L;
    static final long SHORTEST_REST_NANOS = 1_000_000_000L;

    private record Resting(int port, long since) {}

    private final InetAddress address;
    private final NanoClock clock;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Deque<Resting> resting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * @param first lowest port
     * @param last highest port
     */
    PortPool(InetAddress address, int first, int last, RandomGenerator random, NanoClock clock) {
        this.address = address;
        this.clock = clock;
        int[] even = new int[Math.max(0, (last - (first + first % 2) + 1) / 2)];
        for (int i = 0; i < even.length; i++) {
            int other = random.nextInt(i + 1);
            even[i] = even[other];
            even[other] = first + first % 2 + 2 * i;
        }
        for (int port : even) {
            free.add(port);
        }
    }

    /**
     * Takes and binds a pair.
     *
     * @throws MediaException if there is none left
     */
    PortPair take() {
        for (int tries = size(); tries > 0; tries--) {
            int port = next();
            if (port < 0) {
                break;
            }
            PortPair pair = bind(port);
            if (pair != null) {
                return pair;
            }
            putBack(port);
        }
        throw new MediaException("no RTP port left on " + address.getHostAddress());
    }

    private int size() {
        lock.lock();
        try {
            return free.size() + resting.size();
        } finally {
            lock.unlock();
        }
    }

    private int next() {
        lock.lock();
        try {
            long now = clock.nanoTime();
            while (hasRested(REST_NANOS, now)) {
                free.addLast(resting.removeFirst().port());
            }
            if (free.isEmpty() && hasRested(SHORTEST_REST_NANOS, now)) {
                return resting.removeFirst().port();
            }
            return free.isEmpty() ? -1 : free.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the pair that has rested longest has done so for that time. */
    private boolean hasRested(long nanos, long now) {
        return !resting.isEmpty() && now - resting.getFirst().since() >= nanos;
    }

    private @Nullable PortPair bind(int port) {
        UdpPort rtp = null;
        try {
            rtp = UdpPort.bind(address, port);
            return new PortPair(rtp, UdpPort.bind(address, port + 1));
        } catch (IOException e) {
            if (rtp != null) {
                rtp.close();
            }
            return null;
        }
    }

    private void putBack(int port) {
        lock.lock();
        try {
            free.addLast(port);
        } finally {
            lock.unlock();
        }
    }

    /** Closes a pair; its ports rest before they are used again. */
    void giveBack(PortPair pair) {
        pair.close();
        lock.lock();
        try {
            resting.addLast(new Resting(pair.rtp().number(), clock.nanoTime()));
        } finally {
            lock.unlock();
        }
    }
}
