package org.voicemail4j.media.signal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.opus.OpusFiles;
import org.voicemail4j.testkit.Sounds;

/** The contract, kept by what reads sound here, and broken by such as integrators might write. */
class SampleSourceContractTest {

    private static final int SAMPLES = 4000;
    private static final AudioContent TONE = Sounds.tone(440, Duration.ofMillis(500));

    private static SampleSource tone() {
        return new SoundReader(TONE, AudioCodecs.standard(), 8000);
    }

    @Nested
    class OfARecording implements SampleSourceContract {

        @Override
        public SampleSource open() {
            return tone();
        }

        @Override
        public int samples() {
            return SAMPLES;
        }
    }

    @Nested
    class Amplified implements SampleSourceContract {

        @Override
        public SampleSource open() {
            return tone().amplified(0.5);
        }

        @Override
        public int samples() {
            return SAMPLES;
        }
    }

    @Nested
    class AtAnotherRate implements SampleSourceContract {

        @Override
        public SampleSource open() {
            return tone().at(16_000);
        }

        @Override
        public int samples() {
            return 2 * SAMPLES;
        }
    }

    @Nested
    class OfAnOggFile implements SampleSourceContract {

        @TempDir
        private Path folder;

        @BeforeEach
        void write() throws IOException {
            try (OutputStream out = Files.newOutputStream(folder.resolve("a.ogg"));
                    SampleSource tone = tone()) {
                OpusFiles.write(tone, out);
            }
        }

        @Override
        public SampleSource open() {
            return OpusFiles.open(folder.resolve("a.ogg"));
        }

        @Override
        public int samples() {
            return 2 * SAMPLES;
        }
    }

    /** A source of samples that count up; what is planted overrides. */
    private static class Counting implements SampleSource {

        private int next;
        private boolean closed;

        @Override
        public int rateHz() {
            return 8000;
        }

        @Override
        public int read(short[] samples, int from, int count) {
            if (next == SAMPLES) {
                return count == 0 ? 0 : -1;
            }
            int given = Math.min(count, SAMPLES - next);
            for (int i = 0; i < given; i++) {
                samples[from + i] = (short) next++;
            }
            return given;
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static void breaks(Supplier<SampleSource> faulty, Consumer<SampleSourceContract> test) {
        SampleSourceContract contract = new SampleSourceContract() {
            @Override
            public SampleSource open() {
                return faulty.get();
            }

            @Override
            public int samples() {
                return SAMPLES;
            }
        };
        ThrowingCallable run = () -> test.accept(contract);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoEndsTooEarlyIsFound() {
        breaks(
                () -> new Counting() {
                    private int reads;

                    @Override
                    public int read(short[] samples, int from, int count) {
                        return reads++ > 10 ? -1 : super.read(samples, from, Math.min(count, 100));
                    }
                },
                SampleSourceContract::everythingIsReadOnce);
    }

    @Test
    void whoDropsWhatFindsNoRoomIsFound() {
        breaks(
                () -> new Counting() {
                    @Override
                    public int read(short[] samples, int from, int count) {
                        short[] piece = new short[160];
                        int given = Math.min(count, super.read(piece, 0, 160));
                        System.arraycopy(piece, 0, samples, from, Math.max(0, given));
                        return given;
                    }
                },
                SampleSourceContract::inPiecesItIsTheSame);
    }

    @Test
    void whoMindsNoPlaceIsFound() {
        breaks(
                () -> new Counting() {
                    @Override
                    public int read(short[] samples, int from, int count) {
                        return super.read(samples, 0, count);
                    }
                },
                SampleSourceContract::nothingAroundItIsTouched);
    }

    @Test
    void whoEndsWhereNothingWasWantedIsFound() {
        breaks(
                () -> new Counting() {
                    @Override
                    public int read(short[] samples, int from, int count) {
                        return count == 0 ? -1 : super.read(samples, from, count);
                    }
                },
                SampleSourceContract::whoWantsNothingGetsNothing);
    }

    @Test
    void whoEndsOnceIsFound() {
        breaks(
                () -> new Counting() {
                    private int ends;

                    @Override
                    public int read(short[] samples, int from, int count) {
                        int read = super.read(samples, from, count);
                        return read < 0 && ends++ > 0 ? 0 : read;
                    }
                },
                SampleSourceContract::theEndIsTheEnd);
    }

    @Test
    void whoClosesOnceIsFound() {
        breaks(
                () -> new Counting() {
                    @Override
                    public void close() {
                        if (isClosed()) {
                            throw new IllegalStateException("planted: closed before");
                        }
                        super.close();
                    }
                },
                SampleSourceContract::closingTwiceIsHarmless);
    }

    @Test
    void whoHasOnePlaceForAllIsFound() {
        Counting one = new Counting();
        breaks(() -> one, SampleSourceContract::twoSourcesDoNotMindEachOther);
    }

    @Test
    void whoCannotDoRatesAndLoudnessIsFound() {
        Supplier<SampleSource> deaf = () -> new Counting() {
            @Override
            public SampleSource at(int rateHz) {
                return this;
            }

            @Override
            public SampleSource amplified(double factor) {
                return this;
            }
        };
        breaks(deaf, SampleSourceContract::itIsHadAtAnotherRate);
        breaks(deaf, SampleSourceContract::itIsHadLouder);
    }
}
