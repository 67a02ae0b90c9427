package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Carries recorded samples from a media loop to the thread that writes them: the loop fills a block and hands it over
 * after 375 ms of sound; the writer gives it back. The loop keeps the newest 100 ms to itself until the end, so that it
 * can still silence or take back what turns out to be a key's tone. Silence may be owed: it is put in when something follows,
 * or at the end, unless it is taken back before. Blocks are taken from a budget that all recordings
 * share; a loop never waits for one.
 *
 * <p>What is counted and where it stands is in samples of 8 kHz; wide sound has two samples for each of them.
 */
final class SampleBlocks {

    /** Samples that are not handed over before the end. */
    static final int KEPT = 800;

    private static final int HANDED_OVER = 3000;
    private static final int MOST_BLOCKS = 26;
    /** With so many blocks in use, 3 s of sound wait for the writer. */
    private static final int SLOW_BLOCKS = 9;

    /** A piece of silence, as wide as sound can be. Nobody writes into it. */
    static final short[] SILENCE = new short[2 * SilenceDetector.PIECE];

    /** How much sound waits when the writer is called slow. */
    static final Duration SLOW = Duration.ofMillis((SLOW_BLOCKS - 1) * HANDED_OVER / 8);

    /** How many blocks hold so much sound, at least those of one recording. */
    static int blocks(Duration sound) {
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(MOST_BLOCKS, sound.toMillis() * 8 / HANDED_OVER));
    }

    /** Samples on their way to the writer. */
    static final class Block {
        final short[] samples;
        /** How many samples, of the sound's own rate. */
        int count;
        /** How many samples of silence follow them, of the sound's own rate. */
        int silence;

        Block(int width) {
            samples = new short[(HANDED_OVER + KEPT) * width];
        }
    }

    /** Who writes blocks. */
    @FunctionalInterface
    interface Writer {

        /**
         * There is a block to write; told by the loop.
         *
         * @param late whether the block before it is still waiting
         */
        void ready(boolean late);
    }

    private final SpscRing<Block> filled = new SpscRing<>(MOST_BLOCKS);
    private final SpscRing<Block> empty = new SpscRing<>(MOST_BLOCKS);
    private final BlockBudget budget;
    private final Writer writer;
    private final Runnable slow;
    private final int width;
    private Block current;
    private int taken;
    private int owed;

    /**
     * Takes the first blocks from the budget; the loop uses them later.
     *
     * @param writer told when there is a block to write
     * @param slow told once if {@link #SLOW} of sound waits for the writer
     * @param width samples of the sound for each of 8 kHz: 1, or 2 for sound of 16 kHz
     */
    SampleBlocks(BlockBudget budget, Writer writer, Runnable slow, int width) {
        this.slow = slow;
        this.width = width;
        this.budget = budget;
        this.writer = writer;
        budget.take(2 * width);
        taken = 2;
        current = new Block(width);
        empty.offer(new Block(width));
    }

    /** Samples of the sound for each of 8 kHz. */
    int width() {
        return width;
    }

    /**
     * Appends samples; for the loop.
     *
     * @return how many; less than all if there is no block left to go on with: the writer has been stuck for seconds
     */
    int append(short[] samples, int from, int howMany) {
        return pay() ? put(samples, from, howMany) : 0;
    }

    /** Has so much silence follow; for the loop. */
    void owe(int howMany) {
        owed += howMany;
    }

    private boolean pay() {
        return (owed > KEPT && isPaidAtOnce()) || isPaidInPieces();
    }

    /** Much of it goes with one block as a number, however long it is: only what is kept takes room. */
    private boolean isPaidAtOnce() {
        Block next = nextEmpty();
        if (next == null) {
            return false;
        }
        Block full = current;
        full.silence = (owed - KEPT) * width;
        owed = 0;
        next.count = KEPT * width;
        Arrays.fill(next.samples, 0, next.count, (short) 0);
        current = next;
        give(full);
        return true;
    }

    private boolean isPaidInPieces() {
        while (owed > 0) {
            int piece = Math.min(owed, SilenceDetector.PIECE);
            int done = put(SILENCE, 0, piece);
            owed -= done;
            if (done < piece) {
                return false;
            }
        }
        return true;
    }

    private int put(short[] samples, int from, int howMany) {
        int done = 0;
        while (done < howMany && (!isFull() || handOver())) {
            int piece = Math.min(howMany - done, room());
            System.arraycopy(samples, (from + done) * width, current.samples, current.count, piece * width);
            current.count += piece * width;
            done += piece;
        }
        return done;
    }

    private boolean isFull() {
        return room() == 0;
    }

    private int room() {
        return (current.samples.length - current.count) / width;
    }

    private boolean handOver() {
        Block next = nextEmpty();
        if (next == null) {
            return false;
        }
        Block full = current;
        int kept = KEPT * width;
        full.count -= kept;
        System.arraycopy(full.samples, full.count, next.samples, 0, kept);
        next.count = kept;
        current = next;
        give(full);
        return true;
    }

    private void give(Block full) {
        boolean late = filled.isLastThere();
        filled.offer(full);
        writer.ready(late);
    }

    private @Nullable Block nextEmpty() {
        Block next = empty.poll();
        if (next == null && taken < MOST_BLOCKS && budget.tryTake(width)) {
            taken++;
            next = new Block(width);
            if (taken == SLOW_BLOCKS) {
                slow.run();
            }
        }
        return next;
    }

    /** Takes back samples from the end; for the loop. Returns how many it could. */
    int retract(int howMany) {
        int unpaid = Math.min(howMany, owed);
        owed -= unpaid;
        int back = Math.min(howMany - unpaid, current.count / width);
        current.count -= back * width;
        return unpaid + back;
    }

    /** Copies the newest samples, at most {@link #KEPT}, silence before them if there are fewer; for the loop. */
    void newest(short[] into, int at, int howMany) {
        pay();
        int end = (at + howMany) * width;
        int have = Math.min(howMany * width, current.count);
        Arrays.fill(into, at * width, end - have, (short) 0);
        System.arraycopy(current.samples, current.count - have, into, end - have, have);
    }

    /** Silences the newest samples; for the loop. */
    void mute(int howMany) {
        int heard = Math.max(0, howMany - owed);
        Arrays.fill(current.samples, Math.max(0, current.count - heard * width), current.count, (short) 0);
    }

    /** Hands over what is left; for the loop, as the last of all. Returns for how much owed silence there was no room. */
    int finish() {
        pay();
        filled.offer(current);
        return owed;
    }

    /** The next samples to write, or null if there are none yet; for the writer, who gives the block {@link #back}. */
    @Nullable
    Block take() {
        return filled.poll();
    }

    /** Gives a block back; for the writer. */
    void back(Block written) {
        written.silence = 0;
        empty.offer(written);
    }

    /** Gives all blocks back to the budget; when the recording is over for both. */
    void release() {
        budget.giveBack(taken * width);
    }
}
