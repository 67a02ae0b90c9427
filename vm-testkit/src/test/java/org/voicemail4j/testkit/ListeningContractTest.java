package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.recorded;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;

/** The contract catches what it is there to catch, each fault by the test that is about it. */
class ListeningContractTest {

    @ParameterizedTest
    @EnumSource
    void aSessionThatGoesOnElsewhereFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySession.class, fault)).contains(fault.test + "()");
    }

    /** Sessions that get one thing wrong. */
    enum Fault {
        SKIPS_TWICE_AS_FAR(
                "forwardLeavesOutOneStep",
                sound -> steered(
                        sound,
                        keys -> new ListenControls(
                                keys.step().multipliedBy(2),
                                keys.forward(),
                                keys.back(),
                                keys.pause(),
                                keys.restart()))),
        SKIPS_TWENTY_MILLISECONDS_TOO_LITTLE(
                "backRepeatsOneStep",
                sound -> steered(
                        sound,
                        keys -> new ListenControls(
                                keys.step().minus(ListeningContract.FRAME),
                                keys.forward(),
                                keys.back(),
                                keys.pause(),
                                keys.restart()))),
        BACK_IS_FORWARD(
                "backBeforeTheBeginningStartsAnew",
                sound -> steered(
                        sound,
                        keys -> new ListenControls(
                                keys.step(), keys.back(), keys.forward(), keys.pause(), keys.restart()))),
        RESTARTS_BY_ONE_STEP(
                "restartGoesBackToTheBeginning",
                sound -> steered(
                        sound,
                        keys -> new ListenControls(
                                keys.step(), keys.forward(), Digit.set("*2"), keys.pause(), Set.of()))),
        PAUSE_STARTS_ANEW(
                "whatIsPausedGoesOnWhereItStopped",
                sound -> steered(
                        sound,
                        keys -> new ListenControls(
                                keys.step(), keys.forward(), keys.back(), Set.of(), Digit.set("02")))),
        SKIPS_WHILE_PAUSED(
                "whatIsPausedIsNotSkipped",
                sound -> steered(
                        sound,
                        keys -> new ListenControls(
                                keys.step(), keys.forward(), keys.back(), Set.of(), Digit.set("02")))),
        HEARS_A_KEY_LATE("aKeyThatDoesNotSteerStopsWithinFortyMilliseconds", sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd listen(AudioContent audio, ListenControls controls) {
                PlayEnd end = super.listen(audio, controls);
                if (end.key().isPresent()) {
                    play(List.of(recorded(Sounds.of(audio.format(), new byte[2 * 8 * 60]))), Digit.NONE);
                }
                return end;
            }
        }),
        LOSES_THE_BEGINNING("aMessageIsHeardFromBeginningToEnd", sound -> new ForwardingSession(sound) {
            @Override
            public PlayEnd listen(AudioContent audio, ListenControls controls) {
                byte[] octets = Sounds.octets(audio);
                byte[] rest = Arrays.copyOfRange(octets, 320, octets.length);
                return super.listen(Sounds.of(audio.format(), rest), controls);
            }
        });

        private final String test;
        private final UnaryOperator<MediaSession> plant;

        Fault(String test, UnaryOperator<MediaSession> plant) {
            this.test = test;
            this.plant = plant;
        }

        private static MediaSession steered(MediaSession sound, UnaryOperator<ListenControls> wrong) {
            return new ForwardingSession(sound) {
                @Override
                public PlayEnd listen(AudioContent audio, ListenControls controls) {
                    return super.listen(audio, wrong.apply(controls));
                }
            };
        }
    }

    /** Not run by itself: the contract on a session with a fault. */
    @ExtendWith(FaultySession.Parameter.class)
    static final class FaultySession implements ListeningContract {

        private final Fault fault;

        FaultySession(Fault fault) {
            this.fault = fault;
        }

        @Override
        public HearingLine line() {
            return new ScriptedLine(fault.plant);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
