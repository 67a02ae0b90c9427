package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** The contract catches what it is there to catch. */
class SoundFormatsContractTest {

    @ParameterizedTest
    @EnumSource
    void aSessionThatGetsOneThingWrongFailsTheTestOfIt(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySession.class, fault)).containsExactly(fault.test + "()");
    }

    /** Sessions that get one thing wrong. */
    enum Fault {
        LEAVES_OUT_GREETINGS_IN_GSM("aRecordingOfEveryFormatIsPlayed", sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
                return prompts.stream().anyMatch(prompt -> isIn(prompt, AudioEncoding.MICROSOFT_GSM))
                        ? PlayEnd.completed()
                        : super.play(prompts, stopKeys);
            }
        }),
        PLAYS_G722_ON_AND_ON("aRecordingOfEveryFormatEndsWhenItIsOver", sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
                return prompts.stream().anyMatch(prompt -> isIn(prompt, AudioEncoding.G722))
                        ? super.play(List.of(Prompt.pause(Duration.ofHours(1))), stopKeys)
                        : super.play(prompts, stopKeys);
            }
        }),
        LEAVES_OUT_WIDEBAND_MESSAGES("aMessageOfEveryFormatIsListenedTo", sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd listen(AudioContent audio, ListenControls controls) {
                return audio.format() == AudioFormat.SLN16 ? PlayEnd.completed() : super.listen(audio, controls);
            }
        }),
        SAYS_NOTHING_OF_WHAT_IT_DOES_NOT_RECORD(
                "everyFormatIsRecordedWholeOrRefusedBeforeAnythingIs", sound -> new ForwardingSession(sound) {
                    @Override
                    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                        return super.record(
                                renditions.stream()
                                        .filter(sink -> sink.format() != AudioFormat.GSM)
                                        .toList(),
                                limits);
                    }
                }),
        REFUSES_WHEN_IT_HAS_BEGUN(
                "everyFormatIsRecordedWholeOrRefusedBeforeAnythingIs", sound -> new ForwardingSession(sound) {
                    @Override
                    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                        RecordingEnd end = super.record(renditions.subList(0, 1), limits);
                        if (renditions.get(1).format() == AudioFormat.WAV49) {
                            throw new IllegalArgumentException("cannot be made");
                        }
                        return end;
                    }
                });

        private final String test;
        private final UnaryOperator<MediaSession> plant;

        Fault(String test, UnaryOperator<MediaSession> plant) {
            this.test = test;
            this.plant = plant;
        }

        private static boolean isIn(Prompt prompt, AudioEncoding encoding) {
            return prompt instanceof Prompt.Recorded recorded
                    && recorded.audio().format().encoding() == encoding;
        }
    }

    /** Not run by itself: the contract on a session with a fault. */
    @ExtendWith(FaultySession.Parameter.class)
    static final class FaultySession implements SoundFormatsContract {

        private final Fault fault;

        FaultySession(Fault fault) {
            this.fault = fault;
        }

        @Override
        public MediaSessionContract.Line line() {
            return new ScriptedLine(fault.plant);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
