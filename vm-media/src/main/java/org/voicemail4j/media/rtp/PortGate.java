package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;

/**
 * Has a call's port let in packets of the caller alone, once it is certain who that is: then a stranger's flood fills no
 * socket, and packets cost less both ways. Shutting the gate throws away what comes at that moment, so it is done right
 * behind a packet, when the next one is a packet's time away: for that the call is looked at each millisecond until one
 * comes in its time. For the loop's thread.
 */
final class PortGate {

    private static final int FIRST_PAUSE = 50;
    private static final int LONGEST_PAUSE = 1600;
    private static final int MOST_LOOKS = 60;
    /** What came within so much time has just come: a loop that is late does not know. */
    private static final long JUST_NOW_NANOS = 3_000_000;
    /** One that came sooner or later after the one before it may be followed by the next at once. */
    private static final long SHORTEST_APART_NANOS = 8_000_000;

    private static final long LONGEST_APART_NANOS = 35_000_000;

    private final DatagramPort port;
    private final SourceLatch latch;
    private boolean waits;
    private boolean shut;
    private int looks;
    private long lastLook;
    private boolean came;
    private long lastCame;
    private int pause = FIRST_PAUSE;
    private long nextTry = Long.MIN_VALUE;

    PortGate(DatagramPort port, SourceLatch latch) {
        this.port = port;
        this.latch = latch;
    }

    /**
     * Whether to begin to look for the moment, by {@link #look}; asked with each frame.
     *
     * @param hasTurn whether this call can be looked at each millisecond now
     */
    boolean begins(long frame, long now, boolean hasTurn) {
        if (shut) {
            reopen(frame, now);
            return false;
        }
        if (waits || frame < nextTry) {
            return false;
        }
        boolean first = nextTry == Long.MIN_VALUE;
        if (!first && !hasTurn) {
            return false;
        }
        nextTry = frame + pause;
        waits = !first && port.canAdmitOnly() && latch.settled(now) != null;
        looks = 0;
        lastLook = now;
        came = false;
        return waits;
    }

    /** If the port has opened by itself, or the one described may be the caller again. */
    private void reopen(long frame, long now) {
        if (!port.admitsOnly() || latch.isDoubtful(now)) {
            shut = false;
            port.admitAll();
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            nextTry = frame + pause;
        }
    }

    /**
     * Shuts the gate if this is the moment.
     *
     * @param packets how many of the caller's have come since the last look, and none is left
     * @return whether there is nothing more to look for
     */
    boolean look(int packets, long now) {
        InetSocketAddress caller = latch.settled(now);
        boolean justNow = packets == 1 && now - lastLook <= JUST_NOW_NANOS && isInTime(now);
        lastLook = now;
        if (packets > 0) {
            came = true;
            lastCame = now;
        }
        if (caller == null || ++looks > MOST_LOOKS) {
            waits = false;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        } else if (justNow) {
            waits = false;
            shut = port.admitOnly(caller);
            nextTry = shut ? nextTry : Long.MAX_VALUE;
        }
        return !waits;
    }

    private boolean isInTime(long now) {
        long apart = now - lastCame;
        return came && apart >= SHORTEST_APART_NANOS && apart <= LONGEST_APART_NANOS;
    }

    /** Opens the gate if who the caller is is to be learnt anew. */
    void described(long now) {
        if (shut && latch.settled(now) == null) {
            shut = false;
            port.admitAll();
        }
    }
}
