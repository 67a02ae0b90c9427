package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** The contract catches what it is there to catch. */
class MediaSessionContractTest {

    @ParameterizedTest
    @EnumSource
    void aSessionThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySession.class, fault)).isNotEmpty();
    }

    /** Sessions that get one thing wrong. */
    enum Fault {
        FORGETS_TO_TELL_A_HANG_UP(sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
                PlayEnd end = super.play(prompts, stopKeys);
                return end.isHungUp() ? PlayEnd.completed() : end;
            }
        }),
        RECORDS_AS_IT_COMES(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                return super.record(renditions, limits.louder(0));
            }
        }),
        RETURNS_ANY_KEY(sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
                return super.play(prompts, stopKeys.isEmpty() ? stopKeys : Digit.ANY);
            }
        }),
        FORGETS_KEYS_TYPED_AHEAD(sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
                super.play(List.of(Prompt.pause(Duration.ofMillis(1))), Digit.NONE);
                return super.play(prompts, stopKeys);
            }
        }),
        TAKES_KEYS_FOR_NOTHING(sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
                return super.play(prompts.isEmpty() ? List.of(Prompt.pause(Duration.ofMillis(1))) : prompts, stopKeys);
            }
        }),
        THROWS_FOR_GONE_RECORDINGS(sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd listen(AudioContent audio, ListenControls controls) {
                audio.open().close();
                return super.listen(audio, controls);
            }
        }),
        STEERS_BY_NO_KEY(sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd listen(AudioContent audio, ListenControls controls) {
                return super.listen(audio, new ListenControls(controls.step(), Set.of(), Set.of(), Set.of(), Set.of()));
            }
        }),
        WRITES_ONE_RENDITION(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                return super.record(renditions.subList(0, 1), limits);
            }
        }),
        LOSES_ONE_APPEND(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                return super.record(
                        renditions.stream().<AudioSink>map(LosingSink::new).toList(), limits);
            }
        }),
        SAYS_THAT_ALL_IS_WELL(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                RecordingEnd end = super.record(renditions, limits);
                Reason reason = end.reason() == Reason.SINK_FAILED ? Reason.LONGEST : end.reason();
                return new RecordingEnd(reason, end.digit(), end.length(), end.spoken(), end.trailingSilence());
            }
        }),
        COUNTS_SILENCE_AS_SPEECH(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                RecordingEnd end = super.record(renditions, limits);
                return new RecordingEnd(end.reason(), end.digit(), end.length(), end.length(), end.trailingSilence());
            }
        }),
        KNOWS_NO_LIMIT_OF_LENGTH(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                return super.record(
                        renditions,
                        new RecordingLimits(
                                Duration.ZERO, limits.trailingSilence(), limits.silenceThreshold(), limits.endKeys()));
            }
        }),
        ENDS_BY_ANY_KEY(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                return super.record(
                        renditions,
                        new RecordingLimits(
                                limits.longest(), limits.trailingSilence(), limits.silenceThreshold(), Digit.ANY));
            }
        }),
        COUNTS_KEYS_FROM_BEFORE(sound -> new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                PlayEnd before = super.play(List.of(Prompt.pause(Duration.ofMillis(1))), limits.endKeys());
                return before.key().isEmpty()
                        ? super.record(renditions, limits)
                        : new RecordingEnd(Reason.KEY, before.key(), Duration.ZERO, Duration.ZERO, Duration.ZERO);
            }
        });

        private final UnaryOperator<MediaSession> plant;

        Fault(UnaryOperator<MediaSession> plant) {
            this.plant = plant;
        }
    }

    /** A sink whose third append is lost. */
    private static final class LosingSink implements AudioSink {

        private final AudioSink sound;
        private int appends;

        LosingSink(AudioSink sound) {
            this.sound = sound;
        }

        @Override
        public AudioFormat format() {
            return sound.format();
        }

        @Override
        public void append(ByteBuffer audio) throws VoicemailException {
            appends++;
            if (appends != 3) {
                sound.append(audio);
            }
        }

        @Override
        public Duration length() {
            return sound.length();
        }
    }

    /** Not run by itself: the contract on a session with a fault. */
    @ExtendWith(FaultySession.Parameter.class)
    static final class FaultySession implements MediaSessionContract {

        private final Fault fault;

        FaultySession(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Line line() {
            return new ScriptedLine(fault.plant);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
