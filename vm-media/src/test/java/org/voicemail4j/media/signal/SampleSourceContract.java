package org.voicemail4j.media.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link SampleSource} must do. Published as the {@code tests} of vm-media, for test classes that implement it;
 * they bring JUnit and AssertJ along.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SampleSourceContract {

    /** The source under test, opened anew: the same sound from its start each time, 8 or 16 kHz, not all silence. */
    SampleSource open();

    /** How many samples it has: a few thousand. */
    int samples();

    @Test
    default void everythingIsReadOnce() {
        try (SampleSource source = open()) {
            assertThat(source.rateHz()).isIn(8000, 16_000);
            short[] all = all(source, 4000);
            assertThat(all).hasSize(samples());
            assertThat(all).isNotEqualTo(new short[all.length]);
        }
    }

    @Test
    default void inPiecesItIsTheSame() {
        try (SampleSource whole = open();
                SampleSource pieces = open()) {
            assertThat(all(pieces, 37)).isEqualTo(all(whole, 100_000));
        }
    }

    @Test
    default void nothingAroundItIsTouched() {
        try (SampleSource source = open()) {
            short[] samples = new short[100];
            Arrays.fill(samples, (short) 0x5A5A);
            int read = source.read(samples, 10, 50);
            assertThat(read).isBetween(1, 50);
            assertThat(Arrays.copyOf(samples, 10)).containsOnly(0x5A5A);
            assertThat(Arrays.copyOfRange(samples, 10 + read, 100)).containsOnly(0x5A5A);
        }
    }

    @Test
    default void whoWantsNothingGetsNothing() {
        try (SampleSource source = open()) {
            assertThat(source.read(new short[10], 5, 0)).isZero();
            assertThat(all(source, 1000)).hasSize(samples());
        }
    }

    @Test
    default void theEndIsTheEnd() {
        try (SampleSource source = open()) {
            all(source, 1000);
            short[] samples = new short[10];
            for (int i = 0; i < 3; i++) {
                assertThat(source.read(samples, 0, 10)).isEqualTo(-1);
            }
            assertThat(samples).containsOnly(0);
        }
    }

    @Test
    default void closingTwiceIsHarmless() {
        SampleSource source = open();
        source.close();
        source.close();
    }

    @Test
    default void twoSourcesDoNotMindEachOther() {
        try (SampleSource alone = open();
                SampleSource stays = open()) {
            short[] expected = all(alone, 1000);
            short[] first = new short[1];
            assertThat(stays.read(first, 0, 1)).isEqualTo(1);
            try (SampleSource goes = open()) {
                assertThat(goes.read(new short[700], 0, 700)).isPositive();
            }
            short[] rest = all(stays, 1000);
            assertThat(first[0]).isEqualTo(expected[0]);
            assertThat(rest).isEqualTo(Arrays.copyOfRange(expected, 1, expected.length));
        }
    }

    @Test
    default void itIsHadAtAnotherRate() {
        try (SampleSource source = open()) {
            assertThat(source.at(source.rateHz())).isSameAs(source);
            int rate = source.rateHz() == 8000 ? 16_000 : 8000;
            SampleSource converted = source.at(rate);
            assertThat(converted.rateHz()).isEqualTo(rate);
            double expected = (double) samples() * rate / source.rateHz();
            assertThat((double) all(converted, 500).length).isBetween(expected * 0.95 - 100, expected * 1.05 + 100);
            converted.close();
        }
    }

    @Test
    default void itIsHadLouder() {
        try (SampleSource plain = open();
                SampleSource louder = open().amplified(3)) {
            assertThat(plain.amplified(1)).isSameAs(plain);
            short[] expected = all(plain, 1000);
            for (int i = 0; i < expected.length; i++) {
                expected[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, 3 * expected[i]));
            }
            assertThat(all(louder, 1000)).isEqualTo(expected);
        }
    }

    private static short[] all(SampleSource source, int piece) {
        short[] all = new short[1 << 20];
        int length = 0;
        int read = 0;
        while (read >= 0) {
            length += read;
            read = source.read(all, length, Math.min(piece, all.length - length));
            assertThat(read).as("samples read").isNotZero().isLessThanOrEqualTo(piece);
        }
        return Arrays.copyOf(all, length);
    }
}
