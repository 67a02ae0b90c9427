package org.voicemail4j.media.rtp;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one of a media loop's slots, and the frame at which each has to be looked at again. The frames lie side by
 * side in memory, so that a call with nothing to do costs next to nothing. For the loop's thread.
 */
final class Slot {

    private static final int FIRST_ROOM = 8;

    private @Nullable RtpCall[] calls = new RtpCall[FIRST_ROOM];
    private long[] due = new long[FIRST_ROOM];
    private final int phase;
    private int size;
    /** No call is due in a frame before. */
    private long earliest = Long.MIN_VALUE;

    /** Looked at each millisecond, for a short while: one at a time, since all slots have theirs. */
    private @Nullable RtpCall watched;

    /**
     * @param phase in which frame to look at calls that are not looked at with each: other slots have other ones
     */
    Slot(int phase) {
        this.phase = phase;
    }

    int phase() {
        return phase;
    }

    int size() {
        return size;
    }

    void add(RtpCall call) {
        if (size == due.length) {
            calls = Arrays.copyOf(calls, 2 * size);
            due = Arrays.copyOf(due, 2 * size);
        }
        calls[size] = call;
        due[size] = Long.MIN_VALUE;
        earliest = Long.MIN_VALUE;
        call.place(this, size++);
    }

    /** Lets a call go; the last one takes its place. Returns whether it was here. */
    boolean remove(RtpCall call) {
        watched = watched == call ? null : watched;
        for (int i = 0; i < size; i++) {
            if (calls[i] == call) {
                call.place(null, 0);
                fill(i, --size);
                return true;
            }
        }
        return false;
    }

    private void fill(int place, int last) {
        RtpCall moved = call(last);
        calls[last] = null;
        if (place != last) {
            calls[place] = moved;
            due[place] = due[last];
            moved.place(this, place);
        }
    }

    RtpCall call(int place) {
        RtpCall call = calls[place];
        if (call == null) {
            throw new IndexOutOfBoundsException(place);
        }
        return call;
    }

    /** Whether there may be something to do in that frame. */
    boolean isBusy(long frame) {
        return size > 0 && earliest <= frame;
    }

    boolean isDue(int place, long frame) {
        return due[place] <= frame;
    }

    /** Says that all has been done that was due. */
    void done() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            first = Math.min(first, due[i]);
        }
        earliest = first;
    }

    /** Does what a call has to do in that frame. */
    void run(int place, long frame, long now) {
        due[place] = call(place).onFrame(frame, now);
    }

    /** Whether none of its calls is watched. */
    boolean hasTurnToWatch() {
        return watched == null;
    }

    /** Has a call looked at each millisecond until it has seen what it looks for. */
    void watch(RtpCall call) {
        watched = call;
    }

    /**
     * Looks at the call that is watched, if there is one.
     *
     * @param failed told of a call that cannot be looked at
     */
    void look(long now, BiConsumer<RtpCall, Throwable> failed) {
        RtpCall call = watched;
        if (call != null) {
            watched = null;
            try {
                watched = call.look(now) ? null : call;
            } catch (RuntimeException | Error e) {
                failed.accept(call, e);
            }
        }
    }

    /** Has a call looked at in its next frame, whatever it said before. */
    void attend(int place) {
        due[place] = Long.MIN_VALUE;
        earliest = Long.MIN_VALUE;
    }
}
