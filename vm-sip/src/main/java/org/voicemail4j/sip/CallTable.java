package org.voicemail4j.sip;

import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The calls in progress, never more than there may be. Where some peers are trusted, a tenth of the places is theirs alone,
 * and one source of others has no more than a quarter of all. For many threads.
 */
final class CallTable {

    private static final int RESERVE = 10;
    private static final int SHARE = 4;

    private final int most;
    private final boolean reserves;
    private final Map<SipCall, Caller> calls = new HashMap<>();
    private final Map<String, Integer> perSource = new HashMap<>();
    private final CountDownLatch empty = new CountDownLatch(1);
    private int strangers;
    private boolean draining;

    /** From where a call comes. */
    private record Caller(boolean trusted, String source) {}

    /**
     * @param reserves whether there are peers that are trusted
     */
    CallTable(int most, boolean reserves) {
        this.most = most;
        this.reserves = reserves;
    }

    /** Whether a new call from there would be taken. */
    synchronized boolean isOpen(boolean trusted, InetAddress source) {
        return isRoomFor(new Caller(trusted, Sources.key(source)));
    }

    private boolean isRoomFor(Caller caller) {
        boolean shares = reserves && !caller.trusted();
        return !draining
                && calls.size() < most
                && (!shares
                        || (strangers < most - most / RESERVE
                                && perSource.getOrDefault(caller.source(), 0) < Math.max(1, most / SHARE)));
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /** Takes a call in; false if there are too many, or no more shall come. */
    synchronized boolean add(SipCall call, boolean trusted, InetAddress source) {
        Caller caller = new Caller(trusted, Sources.key(source));
        if (!isRoomFor(caller) || calls.putIfAbsent(call, caller) != null) {
            return false;
        }
        if (!trusted) {
            strangers++;
            perSource.merge(caller.source(), 1, Integer::sum);
        }
        return true;
    }

    synchronized void remove(SipCall call) {
        Caller caller = calls.remove(call);
        if (caller != null && !caller.trusted()) {
            strangers--;
            perSource.computeIfPresent(caller.source(), (source, count) -> count > 1 ? count - 1 : null);
        }
        signalIfEmpty();
    }

    synchronized List<SipCall> all() {
        return List.copyOf(calls.keySet());
    }

    /** Takes no more calls from now on. */
    synchronized void drain() {
        draining = true;
        signalIfEmpty();
    }

    private void signalIfEmpty() {
        if (draining && calls.isEmpty()) {
            empty.countDown();
        }
    }

    /** Waits until the last call has ended, after {@link #drain}; false if that takes longer than that. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        return empty.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
