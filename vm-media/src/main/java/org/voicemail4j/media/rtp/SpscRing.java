package org.voicemail4j.media.rtp;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
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

    /** Whether what was offered last is still there; for the thread that offers. */
    boolean isLastThere() {
        return places.getAcquire((in + places.length() - 1) % places.length()) != null;
    }

    /** Shows all that is there at the moment; for the thread that offers. */
    void forEach(Consumer<T> shown) {
        for (int i = 0; i < places.length(); i++) {
            T value = places.getAcquire(i);
            if (value != null) {
                shown.accept(value);
            }
        }
    }
}
