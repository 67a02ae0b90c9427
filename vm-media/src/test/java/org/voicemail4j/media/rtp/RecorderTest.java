package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** The timeline of a recording, in a time of its own: packets of 20 ms with samples of 1000. */
class RecorderTest {

    private static final long MILLI = 1_000_000;
    private static final long TIMEOUT = 30_000 * MILLI;
    private static final RecordingLimits NO_LIMIT =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

    private final BlockBudget budget = new BlockBudget(100);
    private final FlowSignal flow = new FlowSignal();
    private final SampleBlocks blocks = new SampleBlocks(budget, late -> {}, () -> {}, 1);
    private final Counters counters = new Counters();
    private Recorder recorder = new Recorder(NO_LIMIT, blocks, flow, counters, 0);
    private final short[] written = new short[8000 * 60];
    private int count;

    private void limits(RecordingLimits limits) {
        recorder = new Recorder(limits, blocks, flow, counters, 0);
    }

    private void packet(long millis, int timestamp) {
        packet(millis, timestamp, false);
    }

    private void packet(long millis, int timestamp, boolean marker) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) 1000);
        recorder.audio(timestamp, marker, samples, 160, millis * MILLI);
        drain();
    }

    private void tick(long fromMillis, long toMillis) {
        for (long millis = fromMillis; millis < toMillis; millis += 20) {
            recorder.tick(millis * MILLI, TIMEOUT);
            drain();
        }
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

    private static long loud(short[] samples) {
        long loud = 0;
        for (short sample : samples) {
            loud += sample != 0 ? 1 : 0;
        }
        return loud;
    }

    @Test
    void soundIsAsMuchLouderAsIsAskedFor() {
        limits(NO_LIMIT.louder(6));

        packet(0, 0);

        assertThat(end()).hasSize(160).containsOnly((short) 1995);
    }

    @Test
    void soundThatGetsTooLoudStaysWithinItsBounds() {
        limits(NO_LIMIT.louder(60));

        packet(0, 0);

        assertThat(end()).hasSize(160).containsOnly(Short.MAX_VALUE);
    }

    @Test
    void packetsInSequenceJoin() {
        for (int i = 0; i < 500; i++) {
            packet(20 * i, 160 * i);
        }

        assertThat(end()).hasSize(80_000).containsOnly((short) 1000);
        assertThat(ending().length()).isEqualTo(Duration.ofSeconds(10));
        assertThat(ending().spoken()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aShortGapIsCoveredByFadingSound() {
        packet(0, 0);
        packet(80, 640);

        short[] sound = end();
        assertThat(sound).hasSize(800);
        for (int i = 160; i < 640; i++) {
            assertThat((int) sound[i]).isEqualTo(1000 * (480 - (i - 160)) / 480);
        }
    }

    @Test
    void aLongerGapIsSilence() {
        packet(0, 0);
        packet(100, 800);

        assertThat(end()).hasSize(960);
        assertThat(loud(Arrays.copyOf(written, count))).isEqualTo(320);
    }

    @Test
    void aGapBeforeAMarkerOrAfterComfortNoiseIsSilenceHoweverShort() {
        packet(0, 0);
        packet(40, 320, true);
        recorder.comfortNoise(60 * MILLI);
        packet(80, 640);

        assertThat(end()).hasSize(800);
        assertThat(loud(Arrays.copyOf(written, count))).isEqualTo(480);
    }

    @Test
    void aJumpOfTheTimestampIsNoSilence() {
        packet(0, 0);
        packet(20, 16_000 + 160 + 1);
        packet(40, 5);

        assertThat(end()).hasSize(480).containsOnly((short) 1000);
        assertThat(counters.value(Count.REBASED)).isEqualTo(2);
    }

    @Test
    void aTimestampHalfTheCircleAwayIsAJump() {
        packet(0, 0);
        packet(20, 160 + Integer.MIN_VALUE);
        packet(40, 320 + Integer.MIN_VALUE);

        assertThat(end()).hasSize(480).containsOnly((short) 1000);
        assertThat(counters.value(Count.REBASED)).isEqualTo(1);
    }

    @Test
    void aNewTimelineJoinsTheOld() {
        packet(0, 0);
        recorder.restarted();
        packet(20, 1_000_000);

        assertThat(end()).hasSize(320).containsOnly((short) 1000);
    }

    @Test
    void aSenderThatIsSilentForTenSecondsLeavesTenSecondsOfSilence() {
        packet(0, 0);
        tick(20, 10_000);
        packet(10_000, 80_000);

        assertThat(end()).hasSize(80_160);
        assertThat(loud(Arrays.copyOf(written, count))).isEqualTo(320);
        assertThat(counters.value(Count.REBASED)).isZero();
    }

    @Test
    void soundThatWasOnlyLateTakesThePlaceOfTheSilence() {
        packet(0, 0);
        tick(20, 600); // nothing comes for 600 ms, then all at once
        for (int i = 1; i < 30; i++) {
            packet(600, 160 * i);
        }

        assertThat(end()).hasSize(4800).containsOnly((short) 1000);
        assertThat(counters.value(Count.REBASED)).isZero();
    }

    /** A bad network: nothing for a while, then all at once, and again; whatever of it has been handed over by then. */
    @ParameterizedTest(name = "nothing for {0} ms")
    @ValueSource(ints = {300, 500, 1000, 1500, 1900})
    void soundThatIsLateAgainAndAgainMakesItNoLonger(int stall) {
        int phases = 20;
        int stamp = 0;
        long time = 0;
        for (int phase = 0; phase < phases; phase++) {
            for (int i = 0; i < 3 * phase + 1; i++) { // in time
                packet(time, stamp);
                stamp += 160;
                time += 20;
            }
            tick(time, time + stall);
            time += stall;
            for (int i = 0; i < stall / 20; i++) {
                packet(time, stamp);
                stamp += 160;
            }
        }

        assertThat(end()).hasSize(stamp).containsOnly((short) 1000);
        assertThat(ending().length()).isEqualTo(Duration.ofNanos(stamp * 125_000L));
        assertThat(ending().trailingSilence()).isZero();
    }

    @Test
    void silenceThatWasWaitedForIsRecordedWhenItEnds() {
        packet(0, 0);
        tick(20, 1000);
        recorder.press(Digit.POUND);

        assertThat(end()).hasSize((int) ending().length().toMillis() * 8);
        assertThat(ending().length()).isBetween(Duration.ofMillis(720), Duration.ofMillis(780));
        assertThat(loud(Arrays.copyOf(written, count))).isEqualTo(160);
    }

    @Test
    void silenceBeforeTheFirstPacketIsRecordedAndNothingIfThereIsNone() {
        tick(0, 3000);
        assertThat(count).isZero();
        packet(3000, 777);

        assertThat(end()).hasSize(24_000);
        assertThat(loud(Arrays.copyOf(written, count))).isEqualTo(160);
    }

    @Test
    void whoeverSendsNothingLeavesNothing() {
        tick(0, 30_100);

        assertThat(ending().reason()).isEqualTo(Reason.NO_MEDIA);
        assertThat(ending().length()).isZero();
        assertThat(end()).isEmpty();
    }

    @Test
    void packetsThatStopEndTheRecordingAfterTheTimeOut() {
        packet(0, 0);
        tick(0, 29_990);
        assertThat(recorder.end()).isNull();
        tick(30_000, 30_020);

        assertThat(ending().reason()).isEqualTo(Reason.NO_MEDIA);
        assertThat(ending().length()).isBetween(Duration.ofMillis(29_700), Duration.ofMillis(30_000));
    }

    @Test
    void aKeysToneIsSilencedWithATenthOfASecondBeforeAndAfter() {
        for (int i = 0; i < 20; i++) {
            packet(20 * i, 160 * i);
        }
        recorder.tone(3200, 800); // pressed at 400 ms for 100 ms, sound goes on with the tone in it
        for (int i = 20; i < 40; i++) {
            packet(20 * i, 160 * i);
        }

        short[] sound = end();
        assertThat(sound).hasSize(6400);
        for (int i = 0; i < sound.length; i++) {
            boolean silenced = i >= 3200 - 800 && i < 3200 + 800 + 800;
            assertThat((int) sound[i]).as("sample %d", i).isEqualTo(silenced ? 0 : 1000);
        }
    }

    @Test
    void aKeyStampedByAnotherClockThanTheSoundDoesNotSilenceWhatFollows() {
        for (int i = 0; i < 50; i++) {
            packet(20 * i, 160 * i);
        }
        recorder.tone(1_500_000_000, 160);
        for (int i = 50; i < 100; i++) {
            packet(20 * i, 160 * i);
        }

        short[] samples = end();

        assertThat(samples).hasSize(16_000);
        assertThat(loud(samples))
                .as("all but the tenth of a second before the key")
                .isEqualTo(15_200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, -1_000_000, 1_500_000_000})
    void aKeyOfAnotherClockBeforeTheFirstSoundDoesNotSilenceIt(int stamp) {
        recorder.tone(stamp, 160);
        for (int i = 0; i < 50; i++) {
            packet(20 * i, 160 * i);
        }

        assertThat(loud(end())).isEqualTo(8000);
    }

    @Test
    void trailingSilenceEndsItAlsoWhenNothingIsSent() {
        limits(new RecordingLimits(Duration.ZERO, Duration.ofSeconds(2), 128, Set.of()));
        packet(0, 0);
        tick(20, 3000);

        assertThat(ending().reason()).isEqualTo(Reason.SILENCE);
        assertThat(ending().trailingSilence()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ending().length()).isEqualTo(Duration.ofMillis(2020));
        assertThat(end()).hasSize(16_160);
    }

    @Test
    void itEndsExactlyAtItsLongest() {
        limits(new RecordingLimits(Duration.ofMillis(50), Duration.ZERO, 128, Set.of()));
        packet(0, 0);
        packet(20, 160);
        packet(40, 320);
        packet(60, 480);

        assertThat(ending().reason()).isEqualTo(Reason.LONGEST);
        assertThat(end()).hasSize(400);
    }

    @Test
    void timeOnHoldIsNotRecorded() {
        packet(0, 0);
        recorder.hold(true, 20 * MILLI);
        tick(20, 20_000);
        recorder.hold(false, 20_000 * MILLI);
        packet(20_000, 160_000);

        assertThat(end()).hasSize(320).containsOnly((short) 1000);
    }

    @Test
    void onlyEndKeysEndIt() {
        recorder.press(Digit.NINE);
        assertThat(recorder.end()).isNull();
        recorder.press(Digit.POUND);

        assertThat(ending().reason()).isEqualTo(Reason.KEY);
        assertThat(ending().digit()).contains(Digit.POUND);
    }

    @Test
    void aSlowWriterIsToldOfOnceAndLosesNothing() {
        int[] slow = new int[1];
        SampleBlocks waiting = new SampleBlocks(budget, late -> {}, () -> slow[0]++, 1);
        recorder = new Recorder(NO_LIMIT, waiting, flow, counters, 0);
        for (int i = 0; i < 400; i++) { // 8 s that nobody writes
            packet(20 * i, 160 * i);
        }

        assertThat(slow[0]).isEqualTo(1);
        recorder.end(Reason.HUNG_UP, Optional.empty());
        long samples = 0;
        SampleBlocks.Block block;
        while ((block = waiting.take()) != null) {
            samples += block.count + block.silence;
            waiting.back(block);
        }
        assertThat(samples).isEqualTo(64_000);
    }

    @Test
    void aStuckWriterEndsTheRecordingAndKeepsWhatThereIs() {
        for (int i = 0; i < 1000 && recorder.end() == null; i++) {
            short[] samples = new short[160];
            Arrays.fill(samples, (short) 1000);
            recorder.audio(160 * i, false, samples, 160, 20L * i * MILLI);
        }

        assertThat(ending().reason()).isEqualTo(Reason.SINK_FAILED);
        assertThat(counters.value(Count.NO_BLOCK)).isEqualTo(1);
        assertThat(ending().length()).isGreaterThan(Duration.ofSeconds(9));
        assertThat(end()).hasSize((int) ending().length().toMillis() * 8).containsOnly((short) 1000);
        blocks.release();
        assertThat(budget.left()).isEqualTo(100);
    }
}
