package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.opus.Opus;

/** The contract, kept by Opus, and broken by such as integrators might write. */
class PacketCodecContractTest implements PacketCodecContract {

    private static final AudioCodec RIGHT = AudioCodecs.standard().require(AudioEncoding.GSM);

    @Override
    public PacketCodec codec() {
        return new Opus();
    }

    /** A decoder that keeps the contract: what is no frame of GSM, or finds no room, gives no sample. */
    private static AudioCodec.Decoder careful() {
        AudioCodec.Decoder decoder = RIGHT.decoder();
        return (coded, from, bytes, samples, at) -> isPacket(coded, from, bytes) && samples.length - at >= 160
                ? decoder.decode(coded, from, bytes, samples, at)
                : 0;
    }

    private static boolean isPacket(byte[] coded, int from, int bytes) {
        return bytes == 33 && (coded[from] & 0xF0) == 0xD0;
    }

    /** GSM in packets, of those streams. */
    private record Packets(
            int payloadType, Supplier<AudioCodec.Decoder> decoders, Supplier<AudioCodec.Encoder> encoders)
            implements PacketCodec {

        @Override
        public String name() {
            return "x-gsm";
        }

        @Override
        public int clockRateHz() {
            return 8000;
        }

        @Override
        public String parameters() {
            return "";
        }

        @Override
        public int sampleRateHz() {
            return 8000;
        }

        @Override
        public int packetBytes() {
            return 33;
        }

        @Override
        public AudioCodec.Decoder decoder() {
            return decoders.get();
        }

        @Override
        public AudioCodec.Encoder encoder() {
            return encoders.get();
        }
    }

    private static PacketCodec decoding(Supplier<AudioCodec.Decoder> decoders) {
        return new Packets(100, decoders, RIGHT::encoder);
    }

    private static PacketCodec encoding(Supplier<AudioCodec.Encoder> encoders) {
        return new Packets(100, PacketCodecContractTest::careful, encoders);
    }

    private static void breaks(PacketCodec faulty, Consumer<PacketCodecContract> test) {
        ThrowingCallable run = () -> test.accept(() -> faulty);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void aCodecOfWholeFramesKeepsIt() {
        PacketCodecContract contract = () -> encoding(RIGHT::encoder);
        contract.itCanBeOffered();
        contract.eachTwentyMillisecondsBecomeOnePacket();
        contract.soundIsTakenAndPutWhereItIsWantedAndNothingAroundItIsTouched();
        contract.soundComesBackAsLoudAsItWas();
        contract.streamsDoNotMindEachOther();
        contract.itServesManyThreads();
        contract.noMoreIsWrittenThanThereIsRoomFor();
        contract.whatIsNoPacketIsNoFailureAndTheNextOneIsHeard();
    }

    @Test
    void aPayloadTypeOfAnotherCodecIsFound() {
        breaks(new Packets(8, RIGHT::decoder, RIGHT::encoder), PacketCodecContract::itCanBeOffered);
    }

    @Test
    void whoForgetsTheStreamIsFound() {
        breaks(
                encoding(() ->
                        (samples, from, count, coded, at) -> RIGHT.encoder().encode(samples, from, count, coded, at)),
                PacketCodecContract::eachTwentyMillisecondsBecomeOnePacket);
    }

    @Test
    void whoMindsNoPlaceIsFound() {
        breaks(
                encoding(() ->
                        (samples, from, count, coded, at) -> RIGHT.encoder().encode(samples, 0, count, coded, at)),
                PacketCodecContract::soundIsTakenAndPutWhereItIsWantedAndNothingAroundItIsTouched);
        breaks(
                decoding(() ->
                        (coded, from, bytes, samples, at) -> RIGHT.decoder().decode(coded, from, bytes, samples, 0)),
                PacketCodecContract::soundIsTakenAndPutWhereItIsWantedAndNothingAroundItIsTouched);
    }

    @Test
    void whoIsSilentIsFound() {
        breaks(
                decoding(() -> (coded, from, bytes, samples, at) -> 160),
                PacketCodecContract::soundComesBackAsLoudAsItWas);
    }

    @Test
    void whoHasOneStreamForAllIsFound() {
        AudioCodec.Encoder one = RIGHT.encoder();
        breaks(encoding(() -> one), PacketCodecContract::streamsDoNotMindEachOther);
        AudioCodec.Encoder shared = RIGHT.encoder();
        breaks(encoding(() -> shared), PacketCodecContract::itServesManyThreads);
    }

    @Test
    void whoMindsNoRoomIsFound() {
        breaks(decoding(RIGHT::decoder), PacketCodecContract::noMoreIsWrittenThanThereIsRoomFor);
    }

    @Test
    void whoFailsOnWhatIsNoPacketIsFound() {
        breaks(
                decoding(() -> (coded, from, bytes, samples, at) -> {
                    if (!isPacket(coded, from, bytes)) {
                        throw new IllegalStateException("planted: no packet");
                    }
                    return RIGHT.decoder().decode(coded, from, bytes, samples, at);
                }),
                PacketCodecContract::whatIsNoPacketIsNoFailureAndTheNextOneIsHeard);
    }
}
