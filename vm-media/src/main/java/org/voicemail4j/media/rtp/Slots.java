package org.voicemail4j.media.rtp;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * The twenty slots of a media loop, a millisecond each. Few calls share a slot, and the next slot that is used lies far from
 * it, because to wake for a slot costs as much as a few packets; many calls are spread evenly. For the loop's thread.
 */
final class Slots {

    static final int SLOTS = 20;

    /** So many calls of one slot are through before the next slot begins, even if they all send. */
    static final int SHARING = 40;

    /** In which order slots are taken into use: as far from the others as can be. */
    private static final int[] ORDER = {0, 10, 5, 15, 2, 12, 7, 17, 1, 11, 6, 16, 3, 13, 8, 18, 4, 14, 9, 19};

    /** By number. What only records is looked at in one frame of five, in another one from slot to slot. */
    private final List<Slot> slots =
            IntStream.range(0, SLOTS).mapToObj(i -> new Slot(i + i / 5)).toList();

    /** Takes a call into the first slot with room, or if there is none into the one with the fewest. */
    void add(RtpCall call) {
        Slot fewest = slots.get(ORDER[0]);
        for (int number : ORDER) {
            Slot slot = slots.get(number);
            fewest = fewest.size() >= SHARING && slot.size() < fewest.size() ? slot : fewest;
        }
        fewest.add(call);
    }

    /** Lets a call go. Returns whether it was there. */
    boolean remove(RtpCall call) {
        for (Slot slot : slots) {
            if (slot.remove(call)) {
                return true;
            }
        }
        return false;
    }

    /** The slot whose time that is, counted from the loop's beginning. */
    Slot at(long number) {
        return slots.get((int) (number % SLOTS));
    }

    /** The first time from then on at which there is something to do, or so many later. */
    long nextBusy(long from, int most) {
        long number = from;
        while (number < from + most && !at(number).isBusy(number / SLOTS)) {
            number++;
        }
        return number;
    }

    /** Whether calls are to be looked at each millisecond. */
    boolean isWatching() {
        for (int i = 0; i < SLOTS; i++) {
            if (!slots.get(i).hasTurnToWatch()) {
                return true;
            }
        }
        return false;
    }

    /** Looks at calls that are watched; tells of those that cannot be looked at. */
    void look(long now, BiConsumer<RtpCall, Throwable> failed) {
        for (int i = 0; i < SLOTS; i++) {
            slots.get(i).look(now, failed);
        }
    }
}
