package org.voicemail4j.media.rtp;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
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

    /** Those that are looked at each millisecond, for a short while. */
    private final Deque<RtpCall> watched = new ArrayDeque<>();

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
        watched.remove(call);
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

    /** Has a call looked at each millisecond until it has seen what it looks for. */
    void watch(RtpCall call) {
        watched.add(call);
    }

    boolean isWatching() {
        return !watched.isEmpty();
    }

    /**
     * Looks at those that are watched, but at so many only. Returns how many more may be looked at.
     *
     * @param failed told of a call that cannot be looked at
     */
    int look(int most, long now, BiConsumer<RtpCall, Throwable> failed) {
        int looked = Math.min(most, watched.size());
        for (int i = 0; i < looked; i++) {
            RtpCall call = watched.remove();
            try {
                if (!call.look(now)) {
                    watched.add(call);
                }
            } catch (RuntimeException | Error e) {
                failed.accept(call, e);
            }
        }
        return most - looked;
    }

    /** Has a call looked at in its next frame, whatever it said before. */
    void attend(int place) {
        due[place] = Long.MIN_VALUE;
        earliest = Long.MIN_VALUE;
    }
}
