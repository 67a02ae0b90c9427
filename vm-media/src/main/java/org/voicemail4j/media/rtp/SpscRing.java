package org.voicemail4j.media.rtp;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A queue of few places between two threads, one that offers and one that polls. Allocates nothing, waits for nothing. */
final class SpscRing<T> {

    private final AtomicReferenceArray<@Nullable T> places;
    private int in;
    private int out;

    SpscRing(int size) {
        places = new AtomicReferenceArray<>(size);
    }

    boolean offer(T value) {
        int at = in % places.length();
        if (places.getAcquire(at) != null) {
            return false;
        }
        places.setRelease(at, value);
        in = (at + 1) % places.length();
        return true;
    }

    @Nullable
    T poll() {
        T value = places.getAcquire(out);
        if (value != null) {
            places.setRelease(out, null);
            out = (out + 1) % places.length();
        }
        return value;
    }

    /** Whether the next {@link #poll} gives something; for the thread that polls. */
    boolean isEmpty() {
        return places.getAcquire(out) == null;
    }
}
