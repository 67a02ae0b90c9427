package org.voicemail4j.media.rtp;

import java.util.concurrent.atomic.AtomicInteger;

/** How much sound may be in memory on its way to the stores, over all calls. */
final class BlockBudget {

    private final AtomicInteger left;

    /**
     * @param blocks how many blocks of {@link SampleBlocks} there may be; one of wide sound counts as two
     */
    BlockBudget(int blocks) {
        left = new AtomicInteger(blocks);
    }

    /** Takes blocks whether there are any or not: a recording that begins gets what it needs to go on at all. */
    void take(int blocks) {
        left.addAndGet(-blocks);
    }

    boolean tryTake(int blocks) {
        if (left.addAndGet(-blocks) >= 0) {
            return true;
        }
        left.addAndGet(blocks);
        return false;
    }

    void giveBack(int blocks) {
        left.addAndGet(blocks);
    }

    int left() {
        return left.get();
    }
}
