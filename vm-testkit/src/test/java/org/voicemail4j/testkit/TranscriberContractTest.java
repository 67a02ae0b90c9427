package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.audio.Transcription;

/** The contract passes on a transcriber that hears how many octets there are, and catches what it is there to catch. */
class TranscriberContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aTranscriberThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyTranscriber.class, fault)).isNotEmpty();
    }

    @Test
    void aSoundTranscriberPasses() {
        assertThat(ContractRun.failedTests(FaultyTranscriber.class, Fault.NONE)).isEmpty();
    }

    /** What a transcriber may get wrong. */
    enum Fault {
        NONE,
        HEARS_NOTHING,
        FAILS_WITHOUT_SOUND,
        LEAVES_READERS_OPEN,
        THROWS_WHEN_CUT_OFF,
        GIVES_UP_FOR_EVER,
        TELLS_THE_FIRST_ONES_WORDS
    }

    /** Not run by itself: the contract on a transcriber with a fault. */
    @ExtendWith(FaultyTranscriber.Parameter.class)
    static final class FaultyTranscriber implements TranscriberContract {

        private final Fault fault;
        private final AtomicInteger first = new AtomicInteger();
        private volatile boolean cutOff;

        FaultyTranscriber(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Transcriber transcriber() {
            return this::transcribe;
        }

        private Transcription transcribe(AudioContent sound, Locale language) {
            if (sound.payloadBytes() == 0 && fault == Fault.FAILS_WITHOUT_SOUND) {
                return new Transcription.Failed("planted: nothing to hear", false);
            }
            if (cutOff && fault == Fault.THROWS_WHEN_CUT_OFF) {
                throw new VoicemailException("planted: no answer");
            }
            if (cutOff) {
                return new Transcription.Failed("no answer", fault != Fault.GIVES_UP_FOR_EVER);
            }
            int octets = fault == Fault.HEARS_NOTHING ? 0 : read(sound);
            if (fault == Fault.TELLS_THE_FIRST_ONES_WORDS && octets > 0) {
                octets = first.updateAndGet(before -> before == 0 ? 2 : before);
            }
            return Transcription.of(octets == 0 ? " \n" : octets + "\n octets");
        }

        private int read(AudioContent sound) {
            AudioReader reader = sound.open();
            int read = reader.read(ByteBuffer.allocate(100), 0);
            if (fault != Fault.LEAVES_READERS_OPEN) {
                reader.close();
            }
            return Math.max(0, read);
        }

        @Override
        public void cutOff() {
            cutOff = true;
        }

        @Override
        public List<AudioContent> spoken() {
            return List.of(
                    new CountedSound(AudioFormat.SLN, new byte[2]), new CountedSound(AudioFormat.SLN, new byte[4]));
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
