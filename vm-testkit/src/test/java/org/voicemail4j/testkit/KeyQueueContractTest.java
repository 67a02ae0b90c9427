package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;

/** The contract catches what it is there to catch. */
class KeyQueueContractTest {

    @ParameterizedTest
    @EnumSource
    void aSessionThatGetsOneThingWrongFailsTheTestOfIt(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySession.class, fault)).contains(fault.test + "()");
    }

    /** Sessions that get one thing wrong. */
    enum Fault {
        HAS_ROOM_FOR_SIXTY_THREE("sixtyFourKeysWaitInTheirOrder", sound -> new Counting(sound) {
            @Override
            PlayEnd next(List<Prompt> prompts, Set<Digit> stopKeys) {
                return keys < KeyQueueContract.MOST ? pressed(prompts, stopKeys) : emptied(prompts, stopKeys);
            }
        }),
        TAKES_THEM_FROM_THE_WRONG_END("sixtyFourKeysWaitInTheirOrder", sound -> new Counting(sound) {
            private PlayEnd held = PlayEnd.completed();

            @Override
            PlayEnd next(List<Prompt> prompts, Set<Digit> stopKeys) {
                if (!held.equals(PlayEnd.completed())) {
                    PlayEnd end = held;
                    held = PlayEnd.completed();
                    return end;
                }
                if (keys == 5) {
                    held = pressed(prompts, stopKeys);
                }
                return pressed(prompts, stopKeys);
            }
        }),
        HAS_ROOM_FOR_ONE_MORE("theSixtyFifthKeyIsDroppedAndThoseBeforeItStay", sound -> new Counting(sound) {
            private boolean isGiven;

            @Override
            PlayEnd next(List<Prompt> prompts, Set<Digit> stopKeys) {
                if (keys == KeyQueueContract.MOST + 1 && !isGiven) {
                    isGiven = true;
                    return PlayEnd.pressed(Digit.POUND);
                }
                return pressed(prompts, stopKeys);
            }
        }),
        TAKES_NO_KEY_ONCE_IT_WAS_FULL("thereIsRoomAgainForKeysThatComeLater", sound -> new Counting(sound) {
            @Override
            PlayEnd next(List<Prompt> prompts, Set<Digit> stopKeys) {
                return pressed(prompts, keys > KeyQueueContract.MOST ? Digit.NONE : stopKeys);
            }
        });

        private final String test;
        private final UnaryOperator<MediaSession> plant;

        Fault(String test, UnaryOperator<MediaSession> plant) {
            this.test = test;
            this.plant = plant;
        }
    }

    /** Counts the keys that it has given out. */
    private abstract static class Counting extends ForwardingSession {

        int keys;

        Counting(MediaSession sound) {
            super(sound);
        }

        abstract PlayEnd next(List<Prompt> prompts, Set<Digit> stopKeys);

        @Override
        public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
            return next(prompts, stopKeys);
        }

        PlayEnd pressed(List<Prompt> prompts, Set<Digit> stopKeys) {
            PlayEnd end = super.play(prompts, stopKeys);
            keys += end.key().isPresent() ? 1 : 0;
            return end;
        }

        /** Drops what waits before it plays. */
        PlayEnd emptied(List<Prompt> prompts, Set<Digit> stopKeys) {
            super.play(List.of(Prompt.pause(Duration.ofMillis(1))), Digit.NONE);
            return super.play(prompts, stopKeys);
        }
    }

    /** Not run by itself: the contract on a session with a fault. */
    @ExtendWith(FaultySession.Parameter.class)
    static final class FaultySession implements KeyQueueContract {

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
