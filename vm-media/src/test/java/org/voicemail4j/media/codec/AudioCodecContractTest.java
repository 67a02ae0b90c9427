package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioEncoding;

/** The contract, kept by every codec here, and broken by such as integrators might write. */
class AudioCodecContractTest {

    private static final AudioCodec RIGHT = AudioCodecs.standard().require(AudioEncoding.GSM);

    @Nested
    class Ulaw extends Standard {
        Ulaw() {
            super(AudioEncoding.ULAW);
        }
    }

    @Nested
    class Alaw extends Standard {
        Alaw() {
            super(AudioEncoding.ALAW);
        }
    }

    @Nested
    class Linear extends Standard {
        Linear() {
            super(AudioEncoding.LINEAR_8K);
        }
    }

    @Nested
    class WideLinear extends Standard {
        WideLinear() {
            super(AudioEncoding.LINEAR_16K);
        }
    }

    @Nested
    class Gsm extends Standard {
        Gsm() {
            super(AudioEncoding.GSM);
        }
    }

    @Nested
    class MicrosoftGsm extends Standard {
        MicrosoftGsm() {
            super(AudioEncoding.MICROSOFT_GSM);
        }
    }

    @Nested
    class G722 extends Standard {
        G722() {
            super(AudioEncoding.G722);
        }
    }

    private abstract static class Standard implements AudioCodecContract {

        private final AudioEncoding encoding;

        Standard(AudioEncoding encoding) {
            this.encoding = encoding;
        }

        @Override
        public AudioCodec codec() {
            return AudioCodecs.standard().require(encoding);
        }
    }

    /** A codec of those streams. */
    private record Streams(AudioEncoding encoding, Supplier<Decoder> decoders, Supplier<Encoder> encoders)
            implements AudioCodec {

        @Override
        public Decoder decoder() {
            return decoders.get();
        }

        @Override
        public Encoder encoder() {
            return encoders.get();
        }
    }

    private static AudioCodec decoding(Supplier<AudioCodec.Decoder> decoders) {
        return new Streams(AudioEncoding.GSM, decoders, RIGHT::encoder);
    }

    private static AudioCodec encoding(Supplier<AudioCodec.Encoder> encoders) {
        return new Streams(AudioEncoding.GSM, RIGHT::decoder, encoders);
    }

    private static void breaks(AudioCodec faulty, Consumer<AudioCodecContract> test) {
        ThrowingCallable run = () -> test.accept(() -> faulty);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoCountsBlocksIsFound() {
        breaks(
                encoding(() -> (samples, from, count, coded, at) ->
                        RIGHT.encoder().encode(samples, from, count, coded, at) / 33),
                AudioCodecContract::wholeBlocksBecomeWholeBlocks);
        breaks(
                decoding(() -> (coded, from, bytes, samples, at) ->
                        RIGHT.decoder().decode(coded, from, bytes, samples, at) / 160),
                AudioCodecContract::wholeBlocksBecomeWholeBlocks);
    }

    @Test
    void whoMindsNoPlaceIsFound() {
        breaks(
                encoding(() ->
                        (samples, from, count, coded, at) -> RIGHT.encoder().encode(samples, 0, count, coded, at)),
                AudioCodecContract::soundIsTakenAndPutWhereItIsWanted);
        breaks(
                decoding(() ->
                        (coded, from, bytes, samples, at) -> RIGHT.decoder().decode(coded, from, bytes, samples, 0)),
                AudioCodecContract::soundIsTakenAndPutWhereItIsWanted);
    }

    @Test
    void whoWritesBesideItIsFound() {
        breaks(
                encoding(() -> (samples, from, count, coded, at) -> {
                    int octets = RIGHT.encoder().encode(samples, from, count, coded, at);
                    Arrays.fill(coded, at + octets, coded.length, (byte) 0);
                    return octets;
                }),
                AudioCodecContract::nothingAroundItIsTouched);
        breaks(
                decoding(() -> (coded, from, bytes, samples, at) -> {
                    Arrays.fill(samples, (short) 0);
                    return RIGHT.decoder().decode(coded, from, bytes, samples, at);
                }),
                AudioCodecContract::nothingAroundItIsTouched);
    }

    @Test
    void whoForgetsTheStreamIsFound() {
        breaks(
                encoding(() ->
                        (samples, from, count, coded, at) -> RIGHT.encoder().encode(samples, from, count, coded, at)),
                AudioCodecContract::aStreamInPiecesIsTheSameStream);
        breaks(
                decoding(() ->
                        (coded, from, bytes, samples, at) -> RIGHT.decoder().decode(coded, from, bytes, samples, at)),
                AudioCodecContract::aStreamInPiecesIsTheSameStream);
    }

    @Test
    void whoHasOneStreamForAllIsFound() {
        AudioCodec.Encoder encoder = RIGHT.encoder();
        breaks(encoding(() -> encoder), AudioCodecContract::streamsDoNotMindEachOther);
        AudioCodec.Decoder decoder = RIGHT.decoder();
        breaks(decoding(() -> decoder), AudioCodecContract::streamsDoNotMindEachOther);
        AudioCodec.Encoder shared = RIGHT.encoder();
        breaks(encoding(() -> shared), AudioCodecContract::itServesManyThreads);
    }

    @Test
    void whoWhispersIsFound() {
        breaks(
                decoding(() -> {
                    AudioCodec.Decoder right = RIGHT.decoder();
                    return (coded, from, bytes, samples, at) -> {
                        int count = right.decode(coded, from, bytes, samples, at);
                        for (int i = at; i < at + count; i++) {
                            samples[i] /= 4;
                        }
                        return count;
                    };
                }),
                AudioCodecContract::soundComesBackAsLoudAsItWas);
    }

    @Test
    void whoFailsOnStrangeOctetsIsFound() {
        breaks(
                decoding(() -> (coded, from, bytes, samples, at) -> {
                    if ((coded[from] & 0xF0) != 0xD0) {
                        throw new IllegalStateException("planted: no frame");
                    }
                    return RIGHT.decoder().decode(coded, from, bytes, samples, at);
                }),
                AudioCodecContract::anyOctetsAreDecoded);
    }
}
