package org.voicemail4j.store.jdbc;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.voicemail4j.store.jdbc.SubscriberTable.Place;

/** The rows of a table, read page by page as they are asked for: the first page is small, for those who want a few. Used by one thread. */
final class SubscriberPages implements Iterator<SubscriberRow> {

    private static final int FIRST = 100;
    private static final int GROWTH = 4;

    private final Source source;
    private final int most;
    private Place place;
    private int size = FIRST;
    private Iterator<SubscriberRow> page = List.<SubscriberRow>of().iterator();
    private boolean ended;

    private SubscriberPages(Source source, Place after, int most) {
        this.source = source;
        this.place = after;
        this.most = most;
    }

    /** Reads at most so many rows after a place; fewer are the last. */
    interface Source {
        List<SubscriberRow> page(Place after, int most);
    }

    /** The rows after a place. */
    static Stream<SubscriberRow> of(Source source, Place after, int most) {
        Iterator<SubscriberRow> rows = new SubscriberPages(source, after, most);
        int kind = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, kind), false);
    }

    @Override
    public boolean hasNext() {
        if (!page.hasNext() && !ended) {
            turn();
        }
        return page.hasNext();
    }

    private void turn() {
        List<SubscriberRow> rows = source.page(place, size);
        ended = rows.size() < size;
        if (!rows.isEmpty()) {
            place = rows.get(rows.size() - 1).place();
        }
        page = rows.iterator();
        size = Math.min(most, size * GROWTH);
    }

    @Override
    public SubscriberRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
