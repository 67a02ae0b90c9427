package org.voicemail4j.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How good changes of rate are, measured with tones of half full scale. */
class RateConverterTest {

    private static final double AMPLITUDE = 16_000;
    private static final double PASSED = 0.425;
    private static final double STOPPED = 0.575;

    /** What of a tone comes out: the tone itself, and all else, in dB below what went in. */
    private record Response(double tone, double rest) {}

    private static Response response(int fromHz, int toHz, double hertz) {
        double frequency = Math.rint(hertz); // so that a second holds whole turns
        short[] in = new short[fromHz * 5 / 4];
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * (frequency * i % fromHz) / fromHz));
        }
        RateConverter converter = RateConverter.of(fromHz, toHz);
        short[] out = new short[converter.most(in.length)];
        int count = converter.convert(in, 0, in.length, out, 0);
        double power = 0;
        double sine = 0;
        double cosine = 0;
        for (int i = count - toHz; i < count; i++) {
            double turn = 2 * Math.PI * (frequency * i % toHz) / toHz;
            sine += out[i] * Math.sin(turn);
            cosine += out[i] * Math.cos(turn);
            power += (double) out[i] * out[i];
        }
        double amplitude = 2 * Math.hypot(sine, cosine) / toHz;
        double rest = Math.sqrt(Math.max(1e-9, 2 * power / toHz - amplitude * amplitude));
        return new Response(20 * Math.log10(amplitude / AMPLITUDE), 20 * Math.log10(rest / AMPLITUDE));
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 8000",
        "8000, 16000",
        "44100, 8000",
        "48000, 8000",
        "44100, 16000",
        "48000, 16000",
        "32000, 8000",
        "22050, 8000",
        "11025, 8000",
        "24000, 16000",
        "96000, 8000",
        "8000, 48000"
    })
    void tonesOfSpeechStayAsTheyAreAndNoneIsAdded(int fromHz, int toHz) {
        double lower = Math.min(fromHz, toHz);
        for (double part = 0.0125; part <= PASSED; part += 0.025) {
            Response response = response(fromHz, toHz, part * lower);

            assertThat(response.tone()).as("%.0f Hz", part * lower).isBetween(-0.1, 0.1);
            assertThat(response.rest()).as("beside %.0f Hz", part * lower).isLessThan(-80);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 8000",
        "44100, 8000",
        "48000, 8000",
        "44100, 16000",
        "48000, 16000",
        "32000, 8000",
        "22050, 8000",
        "11025, 8000",
        "24000, 16000",
        "96000, 8000"
    })
    void tonesTooHighForTheLowerRateDoNotComeBackAsOthers(int fromHz, int toHz) {
        double step = (fromHz / 2.0 - STOPPED * toHz) / 20;
        for (double tone = STOPPED * toHz; tone < fromHz / 2.0; tone += step) {
            Response response = response(fromHz, toHz, tone);

            assertThat(Math.max(response.tone(), response.rest()))
                    .as("%.0f Hz", tone)
                    .isLessThan(-80);
        }
    }

    @Test
    void soundComesOutAsLateAsIsSaid() {
        RateConverter converter = RateConverter.of(48_000, 8_000);
        short[] in = new short[4800];
        in[600] = 30_000;
        short[] out = new short[converter.most(in.length)];

        converter.convert(in, 0, in.length, out, 0);

        int loudest = 0;
        for (int i = 0; i < out.length; i++) {
            loudest = Math.abs(out[i]) > Math.abs(out[loudest]) ? i : loudest;
        }
        assertThat(loudest * 6).isBetween(600 + converter.delay() - 6, 600 + converter.delay() + 6);
    }

    @ParameterizedTest
    @CsvSource({"44100, 8000, 80000", "48000, 16000, 160000", "8000, 16000, 160000", "11025, 16000, 160000"})
    void piecesOfAnyLengthMakeTheSameAsTheWhole(int fromHz, int toHz, int expected) {
        short[] in = new short[10 * fromHz];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) random.nextInt(-20_000, 20_000);
        }
        RateConverter whole = RateConverter.of(fromHz, toHz);
        RateConverter pieces = RateConverter.of(fromHz, toHz);
        short[] once = new short[whole.most(in.length)];
        short[] often = new short[whole.most(in.length)];

        int count = whole.convert(in, 0, in.length, once, 0);
        int written = 0;
        for (int at = 0; at < in.length; ) {
            int piece = Math.min(in.length - at, random.nextInt(1, 700));
            int more = pieces.convert(in, at, piece, often, written);
            assertThat(more).isLessThanOrEqualTo(pieces.most(piece));
            written += more;
            at += piece;
        }

        assertThat(count).isEqualTo(written).isEqualTo(expected);
        assertThat(often).isEqualTo(once);
    }

    @Test
    void whatIsTooLoudIsClippedNotWrappedAround() {
        RateConverter converter = RateConverter.of(8_000, 16_000);
        short[] in = new short[800];
        for (int i = 0; i < in.length; i++) {
            in[i] = i / 3 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = new short[converter.most(in.length)];

        int count = converter.convert(in, 0, in.length, out, 0);

        int turns = 0;
        int sign = 0;
        for (int i = 0; i < count; i++) {
            int next = out[i] == 0 ? sign : Integer.signum(out[i]);
            turns += next == sign ? 0 : 1;
            sign = next;
        }
        assertThat(out).contains(Short.MAX_VALUE, Short.MIN_VALUE);
        assertThat(turns).isLessThan(300);
    }

    @Test
    void ratesThatNoSoundHasAreRefused() {
        assertThat(RateConverter.canConvert(44_100, 8_000)).isTrue();
        assertThat(RateConverter.canConvert(8_000, 44_057)).isFalse();
        assertThatThrownBy(() -> RateConverter.of(0, 8_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0 to 8000 Hz");
        assertThatThrownBy(() -> RateConverter.of(8_000, Integer.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFrameAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        RateConverter converter = RateConverter.of(16_000, 8_000);
        short[] in = new short[320];
        short[] out = new short[320];
        long before = 0;
        for (int i = 0; i < 1000; i++) {
            if (i == 500) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            converter.convert(in, 0, in.length, out, 0);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500);
    }
}
