package org.voicemail4j.media.rtp;

import java.util.function.Consumer;

/**
 * Puts the packets of one RTP source in order: gives on at once what comes in order, holds back up to eight that came
 * early, gives up on a missing one when the window is full or has waited 200 ms. Duplicates and late packets are dropped.
 * Memory is taken when the first packet comes out of order, and then kept.
 */
final class ReorderWindow {

    /** What became of a packet. */
    enum Fate {
        /** It was given on or is held back. */
        TAKEN,
        /** It has been there before. */
        DUPLICATE,
        /** Its place was given up or lies before the start. */
        LATE,
        /** Its sequence number is too far from the others to belong to them. */
        OUTSIDE
    }

    static final int SIZE = 8;
    static final long PATIENCE_NANOS = 200_000_000L;

    /** RFC 3550 A.1: MAX_DROPOUT and MAX_MISORDER. */
    private static final int MAX_DROPOUT = 3000;

    private static final int MAX_MISORDER = 100;

    private final byte[][] held = new byte[SIZE][0];
    private final int[] heldBytes = new int[SIZE];
    private final long[] heldSince = new long[SIZE];
    private final RtpPacket early = new RtpPacket();
    private final Consumer<RtpPacket> inOrder;
    private final Counters counters;
    private int expected;
    /** Which of those before the expected one have come: the newest has the lowest bit, beyond that of the other. */
    private long seen;

    private long seenBefore;
    /** How many places lie behind, as far as that matters. */
    private int passed;

    private int holding;

    ReorderWindow(Consumer<RtpPacket> inOrder, Counters counters) {
        this.inOrder = inOrder;
        this.counters = counters;
    }

    /** Begins a new sequence; whatever is held must have been {@linkplain #flush flushed}. */
    void start(int sequence) {
        expected = sequence;
        seen = 0;
        seenBefore = 0;
        passed = 0;
    }

    Fate offer(RtpPacket packet, long now) {
        int ahead = (short) (packet.sequence() - expected);
        if (ahead >= MAX_DROPOUT || ahead < -MAX_MISORDER) {
            return Fate.OUTSIDE;
        }
        if (ahead < 0) {
            return behind(-ahead);
        }
        if (ahead >= SIZE) {
            makeRoom(ahead - SIZE + 1);
            ahead = (short) (packet.sequence() - expected);
        }
        if (ahead > 0) {
            return hold(packet, now);
        }
        if (holding > 0) {
            counters.add(Count.REORDERED);
        }
        advance(true);
        inOrder.accept(packet);
        giveOnRun();
        return Fate.TAKEN;
    }

    private void makeRoom(int places) {
        for (int i = 0; i < places; i++) {
            giveOnOrGiveUp();
        }
        giveOnRun();
    }

    private Fate behind(int distance) {
        if (distance > passed) { // before the start: nobody has missed it
            return Fate.LATE;
        }
        long bit = 1L << distance - 1; // of the low six bits, so that it is right for both
        boolean again = ((distance <= Long.SIZE ? seen : seenBefore) & bit) != 0;
        if (again) {
            return Fate.DUPLICATE;
        }
        if (distance <= Long.SIZE) {
            seen |= bit;
        } else {
            seenBefore |= bit;
        }
        counters.add(Count.CAME_AFTER_ALL);
        return Fate.LATE;
    }

    private Fate hold(RtpPacket packet, long now) {
        int slot = packet.sequence() % SIZE;
        if (heldBytes[slot] > 0) {
            return Fate.DUPLICATE;
        }
        byte[] room = held[slot];
        if (room.length < packet.length()) {
            room = new byte[Math.max(packet.length(), 256)];
            held[slot] = room;
        }
        System.arraycopy(packet.octets(), 0, room, 0, packet.length());
        heldBytes[slot] = packet.length();
        heldSince[slot] = now;
        holding++;
        return Fate.TAKEN;
    }

    /** Gives up on what has been missing for too long. */
    void expire(long now) {
        while (holding > 0 && longestHeld(now) >= PATIENCE_NANOS) {
            while (heldBytes[expected % SIZE] == 0) {
                giveOnOrGiveUp();
            }
            giveOnRun();
        }
    }

    /** For how long something behind the missing one has waited. */
    private long longestHeld(long now) {
        long longest = 0;
        for (int i = 0; i < SIZE; i++) {
            longest = heldBytes[i] > 0 ? Math.max(longest, now - heldSince[i]) : longest;
        }
        return longest;
    }

    /** Gives on all that is held. */
    void flush() {
        while (holding > 0) {
            giveOnOrGiveUp();
        }
    }

    private void giveOnRun() {
        while (holding > 0 && heldBytes[expected % SIZE] > 0) {
            giveOnOrGiveUp();
        }
    }

    private void giveOnOrGiveUp() {
        int slot = expected % SIZE;
        int bytes = heldBytes[slot];
        advance(bytes > 0);
        if (bytes == 0) {
            counters.add(Count.LOST);
            return;
        }
        heldBytes[slot] = 0;
        holding--;
        early.wrap(held[slot], bytes);
        inOrder.accept(early);
    }

    private void advance(boolean received) {
        seenBefore = seenBefore << 1 | seen >>> 63;
        seen = seen << 1 | (received ? 1 : 0);
        passed = Math.min(passed + 1, MAX_MISORDER);
        expected = expected + 1 & 0xFFFF;
    }
}
