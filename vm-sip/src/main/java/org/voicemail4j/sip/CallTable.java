package org.voicemail4j.sip;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The calls in progress, never more than there may be. For many threads. */
final class CallTable {

    private final int most;
    private final Set<SipCall> calls = new HashSet<>();
    private final CountDownLatch empty = new CountDownLatch(1);
    private boolean draining;

    CallTable(int most) {
        this.most = most;
    }

    /** Whether a new call would be taken. */
    synchronized boolean isOpen() {
        return !draining && calls.size() < most;
    }

    synchronized boolean isDraining() {
        return draining;
    }

    /** Takes a call in; false if there are too many, or no more shall come. */
    synchronized boolean add(SipCall call) {
        return isOpen() && calls.add(call);
    }

    synchronized void remove(SipCall call) {
        calls.remove(call);
        signalIfEmpty();
    }

    synchronized List<SipCall> all() {
        return List.copyOf(calls);
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
