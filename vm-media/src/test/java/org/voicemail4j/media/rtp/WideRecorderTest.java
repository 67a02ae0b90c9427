package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** The timeline of a recording of 16 kHz: packets of 20 ms with 320 samples of 1000, stamped by a clock of 8 kHz. */
class WideRecorderTest {

    private static final long MILLI = 1_000_000;
    private static final RecordingLimits NO_LIMIT =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

    private final BlockBudget budget = new BlockBudget(100);
    private final SampleBlocks blocks = new SampleBlocks(budget, late -> {}, () -> {}, 2);
    private final Counters counters = new Counters();
    private final short[] written = new short[16_000 * 20];
    private int count;
    private Recorder recorder = recorder(NO_LIMIT);

    private Recorder recorder(RecordingLimits limits) {
        return new Recorder(limits, blocks, new FlowSignal(), counters, 0);
    }

    private void packet(long millis, int timestamp) {
        packet(millis, timestamp, 1000);
    }

    private void packet(long millis, int timestamp, int loudness) {
        short[] samples = new short[320];
        Arrays.fill(samples, (short) loudness);
        recorder.audio(timestamp, false, samples, 160, millis * MILLI);
        drain();
    }

    private void drain() {
        SampleBlocks.Block block;
        while ((block = blocks.take()) != null) {
            System.arraycopy(block.samples, 0, written, count, block.count);
            count += block.count + block.silence;
            blocks.back(block);
        }
    }

    private short[] end() {
        recorder.end(Reason.HUNG_UP, Optional.empty());
        drain();
        return Arrays.copyOf(written, count);
    }

    private RecordingEnd ending() {
        return Objects.requireNonNull(recorder.end());
    }

    @Test
    void packetsInSequenceJoinAndItsBlocksCountTwice() {
        assertThat(budget.left()).isEqualTo(96);
        for (int i = 0; i < 500; i++) {
            packet(20 * i, 160 * i);
        }

        assertThat(end()).hasSize(160_000).containsOnly((short) 1000);
        assertThat(ending().length()).isEqualTo(Duration.ofSeconds(10));
        assertThat(ending().spoken()).isEqualTo(Duration.ofSeconds(10));
        blocks.release();
        assertThat(budget.left()).isEqualTo(100);
    }

    @Test
    void aShortGapIsCoveredByFadingSoundAndALongerOneIsSilence() {
        packet(0, 0);
        packet(80, 640);
        packet(200, 1600);

        short[] sound = end();
        assertThat(sound).hasSize(2 * 1760);
        for (int i = 320; i < 1280; i++) {
            assertThat((int) sound[i]).isEqualTo(1000 * (960 - (i - 320)) / 960);
        }
        assertThat(Arrays.copyOfRange(sound, 1600, 3200)).containsOnly((short) 0);
    }

    @Test
    void aKeyIsMutedFromATenthOfASecondBeforeIt() {
        for (int i = 0; i < 10; i++) {
            packet(20 * i, 160 * i);
        }
        recorder.tone(1600, 800);
        for (int i = 15; i < 25; i++) {
            packet(20 * i, 160 * i);
        }

        short[] sound = end();
        assertThat(sound).hasSize(25 * 320);
        assertThat(Arrays.copyOfRange(sound, 0, 1600)).containsOnly((short) 1000);
        assertThat(Arrays.copyOfRange(sound, 1600, 6400)).containsOnly((short) 0);
        assertThat(Arrays.copyOfRange(sound, 6400, 8000)).containsOnly((short) 1000);
    }

    @Test
    void itEndsAfterSoMuchTimeNotSoManySamples() {
        recorder = recorder(new RecordingLimits(Duration.ofMillis(1010), Duration.ZERO, 128, Digit.NONE));
        for (int i = 0; i < 100; i++) {
            packet(20 * i, 160 * i);
        }

        drain();
        assertThat(ending().reason()).isEqualTo(Reason.LONGEST);
        assertThat(ending().length()).isEqualTo(Duration.ofMillis(1010));
        assertThat(count).isEqualTo(16_160);
    }

    @Test
    void itEndsAfterSoMuchSilence() {
        recorder = recorder(new RecordingLimits(Duration.ZERO, Duration.ofMillis(500), 128, Digit.NONE));
        for (int i = 0; i < 100; i++) {
            packet(20 * i, 160 * i, i < 10 ? 129 : 127);
        }

        assertThat(ending().reason()).isEqualTo(Reason.SILENCE);
        assertThat(ending().length()).isEqualTo(Duration.ofMillis(700));
        assertThat(ending().trailingSilence()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void silenceByTheClockGivesWayToSoundThatWasLate() {
        packet(0, 0);
        recorder.tick(500 * MILLI, Long.MAX_VALUE);
        packet(500, 160);
        packet(501, 320);

        assertThat(end()).hasSize(960).containsOnly((short) 1000);
    }
}
