package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Silence that is owed is written in full and takes no room. */
class SampleBlocksTest {

    private static final int MINUTE = 60 * 8000;

    private final BlockBudget budget = new BlockBudget(8);

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aMinuteOfSilenceFitsIntoTheBlocksThatThereAre(int width) {
        SampleBlocks blocks = new SampleBlocks(budget, late -> {}, () -> {}, width);
        short[] sound = new short[160 * width];
        Arrays.fill(sound, (short) 7);

        assertThat(blocks.append(sound, 0, 160)).isEqualTo(160);
        blocks.owe(MINUTE);
        assertThat(blocks.append(sound, 0, 160)).isEqualTo(160);
        assertThat(blocks.retract(SampleBlocks.KEPT)).isEqualTo(SampleBlocks.KEPT);
        assertThat(blocks.append(sound, 0, 160)).isEqualTo(160);
        assertThat(blocks.finish()).isZero();

        long samples = 0;
        long loud = 0;
        SampleBlocks.Block block;
        while ((block = blocks.take()) != null) {
            samples += block.count + block.silence;
            for (int i = 0; i < block.count; i++) {
                loud += block.samples[i] == 7 ? 1 : 0;
            }
        }
        assertThat(samples).isEqualTo((long) width * (3 * 160 + MINUTE - SampleBlocks.KEPT));
        assertThat(loud).isEqualTo(320L * width);
        blocks.release();
        assertThat(budget.left()).isEqualTo(8);
    }
}
