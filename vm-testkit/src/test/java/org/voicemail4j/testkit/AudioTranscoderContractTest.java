package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;

/** The contract passes on a transcoder between two rates of linear PCM, and catches what it is there to catch. */
class AudioTranscoderContractTest {

    /** The transcoder that comes with the API. */
    @Nested
    class Copying implements AudioTranscoderContract {

        @Override
        public AudioTranscoder transcoder() {
            return AudioTranscoder.COPYING;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aTranscoderThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyTranscoder.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void aSoundTranscoderPasses() {
        assertThat(ContractRun.failedTests(FaultyTranscoder.class, Fault.NONE)).isEmpty();
    }

    /** What a transcoder may get wrong. */
    enum Fault {
        NONE(""),
        CAN_NOTHING("itCanDoSomething"),
        FORGETS_THE_RATE("whatItSaysItCanItDoes"),
        TRIES_WHAT_IT_CANNOT("whatItCannotIsRefused"),
        CONVERTS_WHAT_FITS("soundOfTheSameEncodingStaysAsItIs"),
        WHISPERS("aToneThereAndBackIsAsLoudAsItWas"),
        PADS_NOTHING_WITH_SILENCE("nothingBecomesNothing"),
        LEAVES_READERS_OPEN("whateverIsOpenedIsClosed"),
        HIDES_FULL_DISKS("whateverIsOpenedIsClosed"),
        SERVES_ONE_AT_A_TIME("manyMayAskAtOnce"),
        WRITES_EMPTY_FILES("theFilesItNamesItMakes"),
        CLOSES_FILES("theFilesItNamesItMakes"),
        THROWS_OF_FILES_WHAT_IT_LIKES("theFilesItNamesItMakes"),
        MAKES_ANY_FILE("aFileThatItDoesNotNameIsRefused");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on a transcoder with a fault. */
    @ExtendWith(FaultyTranscoder.Parameter.class)
    static final class FaultyTranscoder implements AudioTranscoderContract, AudioTranscoder {

        private final Fault fault;
        private final Thread first = Thread.currentThread();

        FaultyTranscoder(Fault fault) {
            this.fault = fault;
        }

        @Override
        public AudioTranscoder transcoder() {
            return this;
        }

        @Override
        public boolean canTranscode(AudioFormat from, AudioFormat to) {
            return fault != Fault.CAN_NOTHING && isLinear(from) && isLinear(to);
        }

        private static boolean isLinear(AudioFormat format) {
            AudioEncoding encoding = format.encoding();
            return encoding == AudioEncoding.LINEAR_8K || encoding == AudioEncoding.LINEAR_16K;
        }

        @Override
        public void transcode(AudioContent from, AudioSink to) {
            if (fault == Fault.SERVES_ONE_AT_A_TIME && Thread.currentThread() != first) {
                throw new VoicemailException("planted: busy");
            }
            if (!canTranscode(from.format(), to.format()) && fault != Fault.TRIES_WHAT_IT_CANNOT) {
                throw new IllegalArgumentException("not linear");
            }
            try {
                to.append(ByteBuffer.wrap(converted(octets(from), from.format(), to.format())));
            } catch (VoicemailException e) {
                if (fault != Fault.HIDES_FULL_DISKS) {
                    throw e;
                }
            }
        }

        private byte[] octets(AudioContent from) {
            if (fault == Fault.LEAVES_READERS_OPEN) {
                AudioReader stays = from.open();
                assertThat(stays).isNotNull();
            }
            return Sounds.octets(from);
        }

        private byte[] converted(byte[] octets, AudioFormat from, AudioFormat to) {
            if (fault == Fault.PADS_NOTHING_WITH_SILENCE && octets.length == 0) {
                return new byte[320];
            }
            byte[] out = octets.clone();
            if (fault == Fault.CONVERTS_WHAT_FITS && octets.length > 0) {
                out[0]++;
            }
            if (from.encoding() != to.encoding() && fault != Fault.FORGETS_THE_RATE) {
                boolean wider = to.encoding() == AudioEncoding.LINEAR_16K;
                out = wider ? new byte[octets.length * 2] : new byte[octets.length / 4 * 2];
                for (int i = 0; i < out.length; i += 2) {
                    int at = wider ? i / 4 * 2 : i * 2;
                    out[i] = octets[at];
                    out[i + 1] = fault == Fault.WHISPERS ? (byte) (octets[at + 1] / 4) : octets[at + 1];
                }
            }
            return out;
        }

        @Override
        public Set<String> files(AudioFormat from) {
            return isLinear(from) ? Set.of("raw") : Set.of();
        }

        @Override
        public void writeFile(AudioContent from, String extension, OutputStream out) {
            if (!files(from.format()).contains(extension) && fault != Fault.MAKES_ANY_FILE) {
                throw new IllegalArgumentException("no such file: " + extension);
            }
            byte[] octets = Sounds.octets(from);
            try {
                out.write(fault == Fault.WRITES_EMPTY_FILES ? Arrays.copyOf(octets, 0) : octets);
                if (fault == Fault.CLOSES_FILES) {
                    out.close();
                }
            } catch (IOException e) {
                throw fault == Fault.THROWS_OF_FILES_WHAT_IT_LIKES
                        ? new UncheckedIOException(e)
                        : new VoicemailException("no room", e);
            }
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
