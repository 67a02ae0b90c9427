package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** The contract catches what it is there to catch, each fault by the test that is about it. */
class QuietLineContractTest {

    @ParameterizedTest
    @EnumSource
    void aRecordingOfAQuietLineThatIsWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySession.class, fault)).contains(fault.test + "()");
    }

    /** What may be wrong. */
    enum Fault {
        CALLS_IT_SILENCE("aLineThatFallsDeadEndsTheRecording") {
            @Override
            RecordingEnd record(MediaSession sound, List<AudioSink> sinks, RecordingLimits limits) {
                RecordingEnd end = sound.record(sinks, limits);
                Reason reason = end.reason() == Reason.NO_MEDIA ? Reason.SILENCE : end.reason();
                return new RecordingEnd(reason, end.digit(), end.length(), end.spoken(), end.trailingSilence());
            }
        },
        WRITES_WHAT_NEVER_CAME("aLineFromWhichNothingComesEndsTheRecordingWithoutSound") {
            @Override
            RecordingEnd record(MediaSession sound, List<AudioSink> sinks, RecordingLimits limits) {
                RecordingEnd end = sound.record(sinks, limits);
                Duration length = end.length().plusSeconds(30);
                return new RecordingEnd(end.reason(), end.digit(), length, end.spoken(), end.trailingSilence());
            }
        },
        WAITS_FOR_A_DEAD_LINE("aLineThatFellDeadIsSilent") {
            @Override
            RecordingEnd record(MediaSession sound, List<AudioSink> sinks, RecordingLimits limits) {
                return sound.record(
                        sinks,
                        new RecordingLimits(
                                limits.longest(), Duration.ZERO, limits.silenceThreshold(), limits.endKeys()));
            }
        },
        COUNTS_HOLD_AS_SILENCE("timeOnHoldIsNotRecorded", line -> line.withoutHold()) {
            @Override
            RecordingEnd record(MediaSession sound, List<AudioSink> sinks, RecordingLimits limits) {
                return sound.record(sinks, limits);
            }
        };

        private final String test;
        private final UnaryOperator<ScriptedLine> line;

        Fault(String test) {
            this(test, line -> line);
        }

        Fault(String test, UnaryOperator<ScriptedLine> line) {
            this.test = test;
            this.line = line;
        }

        abstract RecordingEnd record(MediaSession sound, List<AudioSink> sinks, RecordingLimits limits);
    }

    /** A session that records wrongly. */
    private static MediaSession recording(MediaSession sound, Fault fault) {
        return new ForwardingSession(sound) {
            @Override
            public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
                return fault.record(sound, renditions, limits);
            }
        };
    }

    /** Not run by itself: the contract on a session with a fault. */
    @ExtendWith(FaultySession.Parameter.class)
    static final class FaultySession implements QuietLineContract {

        private final Fault fault;

        FaultySession(Fault fault) {
            this.fault = fault;
        }

        @Override
        public QuietLine line() {
            return fault.line.apply(new ScriptedLine(sound -> recording(sound, fault)));
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
