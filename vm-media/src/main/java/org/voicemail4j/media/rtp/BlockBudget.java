package org.voicemail4j.media.rtp;

import java.util.concurrent.atomic.AtomicInteger;

/** How much sound may be in memory on its way to the stores, over all calls. */
final class BlockBudget {

    private final AtomicInteger left;

    /**
     * @param blocks how many blocks of {@link SampleBlocks} there may be
     */
    BlockBudget(int blocks) {
        left = new AtomicInteger(blocks);
    }

    /** Takes blocks whether there are any or not: a recording that begins gets what it needs to go on at all. */
    void take(int blocks) {
        left.addAndGet(-blocks);
    }

    boolean tryTake() {
        if (left.decrementAndGet() >= 0) {
            return true;
        }
        left.incrementAndGet();
        return false;
    }

    void giveBack(int blocks) {
        left.addAndGet(blocks);
    }

    int left() {
        return left.get();
    }
}
