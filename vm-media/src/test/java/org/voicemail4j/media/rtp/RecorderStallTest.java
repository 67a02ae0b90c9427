package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** A network that stands still for a while and then delivers all at once: nothing of it is in the recording. */
class RecorderStallTest {

    private static final long MILLI = 1_000_000;
    private static final long TIMEOUT = 30_000 * MILLI;
    private static final int CALL = 300;

    private final SampleBlocks blocks = new SampleBlocks(new BlockBudget(1000), late -> {}, () -> {}, 1);
    private final Counters counters = new Counters();
    private final short[] written = new short[8000 * 60];
    private int count;

    private Recorder recorder(Duration trailing, Duration longest) {
        RecordingLimits limits = new RecordingLimits(longest, trailing, 128, Set.of());
        return new Recorder(limits, blocks, new FlowSignal(), counters, 0);
    }

    private void packet(Recorder recorder, int number, long millis) {
        short[] samples = new short[160];
        Arrays.fill(samples, (short) (1000 + number));
        recorder.audio(160 * number, false, samples, 160, millis * MILLI);
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

    /** Six seconds, of which so many milliseconds come late: those that are due from that packet on, or all but some. */
    private RecordingEnd stalled(Recorder recorder, int from, int millis, int lost) {
        int late = from;
        for (int i = 0; i < CALL; i++) {
            long now = 20L * i;
            if (i < from || now >= 20L * from + millis) {
                for (; late > 0 && late < i; late++) {
                    if (late >= from + lost) {
                        packet(recorder, late, now);
                    }
                }
                late = Math.max(late, i + 1);
                packet(recorder, i, now);
            }
            recorder.tick(now * MILLI, TIMEOUT);
            drain();
        }
        recorder.end(RecordingEnd.Reason.HUNG_UP, Optional.empty());
        drain();
        return Objects.requireNonNull(recorder.end());
    }

    private short[] sound() {
        return Arrays.copyOf(written, count);
    }

    private static short[] whole() {
        short[] samples = new short[CALL * 160];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (1000 + i / 160);
        }
        return samples;
    }

    @Test
    void whatWasLostInAStallIsSilence() {
        RecordingEnd end = stalled(recorder(Duration.ZERO, Duration.ZERO), 77, 1000, 30);

        short[] expected = whole();
        Arrays.fill(expected, 77 * 160, (77 + 30) * 160, (short) 0);
        assertThat(end.length()).isEqualTo(Duration.ofSeconds(6));
        assertThat(sound()).isEqualTo(expected);
    }

    @Test
    void silenceThatIsOnlyCountedEndsARecordingAndIsWritten() {
        Recorder recorder = recorder(Duration.ofSeconds(1), Duration.ZERO);
        packet(recorder, 0, 0);
        for (int i = 1; recorder.end() == null; i++) {
            recorder.tick(20L * i * MILLI, TIMEOUT);
        }
        drain();

        assertThat(Objects.requireNonNull(recorder.end()).reason()).isEqualTo(RecordingEnd.Reason.SILENCE);
        assertThat(Objects.requireNonNull(recorder.end()).length()).isEqualTo(Duration.ofMillis(1020));
        assertThat(count).isEqualTo(160 + 8000);
    }

    @Test
    void silenceThatIsOnlyCountedReachesTheLongest() {
        Recorder recorder = recorder(Duration.ZERO, Duration.ofMillis(1500));
        packet(recorder, 0, 0);
        for (int i = 1; recorder.end() == null; i++) {
            recorder.tick(20L * i * MILLI, TIMEOUT);
        }
        drain();

        assertThat(Objects.requireNonNull(recorder.end()).reason()).isEqualTo(RecordingEnd.Reason.LONGEST);
        assertThat(count).isEqualTo(12_000);
    }
}
