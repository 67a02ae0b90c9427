package org.voicemail4j.conf;

import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Two ordered streams as one, of which no more is held than the next element of each. */
final class InOrder<T> implements Iterator<T> {

    private final Iterator<T> one;
    private final Iterator<T> other;
    private final Comparator<T> order;
    private @Nullable T nextOfOne;
    private @Nullable T nextOfOther;

    private InOrder(Iterator<T> one, Iterator<T> other, Comparator<T> order) {
        this.one = one;
        this.other = other;
        this.order = order;
    }

    /** Both, which are closed with what is returned. */
    static <T> Stream<T> merge(Stream<T> one, Stream<T> other, Comparator<T> order) {
        Iterator<T> merged = new InOrder<>(one.iterator(), other.iterator(), order);
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(merged, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(one::close)
                .onClose(other::close);
    }

    @Override
    public boolean hasNext() {
        if (nextOfOne == null && one.hasNext()) {
            nextOfOne = one.next();
        }
        if (nextOfOther == null && other.hasNext()) {
            nextOfOther = other.next();
        }
        return nextOfOne != null || nextOfOther != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T first = nextOfOne;
        T second = nextOfOther;
        if (first != null && (second == null || order.compare(first, second) <= 0)) {
            nextOfOne = null;
            return first;
        }
        nextOfOther = null;
        if (second == null) {
            throw new NoSuchElementException();
        }
        return second;
    }
}
