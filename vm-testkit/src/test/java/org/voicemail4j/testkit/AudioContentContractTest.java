package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** The contract passes on octets of an array, and catches what it is there to catch. */
class AudioContentContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aRecordingThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyContent.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void aSoundRecordingPasses() {
        assertThat(ContractRun.failedTests(FaultyContent.class, Fault.NONE)).isEmpty();
    }

    /** What a recording may get wrong. */
    enum Fault {
        NONE(""),
        COUNTS_THE_HEADER("itTellsHowLongItIs"),
        READS_ON_FROM_WHERE_IT_WAS("itIsReadFromAnyPlaceIntoAnyBuffer"),
        WANTS_AN_ARRAY("itIsReadFromAnyPlaceIntoAnyBuffer"),
        MINDS_NO_LIMIT("itIsReadFromAnyPlaceIntoAnyBuffer"),
        LOWERS_THE_LIMIT("itIsReadFromAnyPlaceIntoAnyBuffer"),
        LEAVES_THE_POSITION("itIsReadFromItsStartToItsEnd"),
        COUNTS_NOTHING_AT_THE_END("behindTheEndThereIsNothing"),
        COUNTS_PLACES_IN_32_BITS("behindTheEndThereIsNothing"),
        TAKES_NEGATIVE_PLACES("aPlaceBeforeTheStartIsRefused"),
        ENDS_WITHOUT_ROOM("aBufferWithoutRoomStaysAsItIs"),
        CLOSES_ONCE("closingTwiceIsHarmless"),
        OPENS_ONCE("itMayBeOpenedAgain"),
        CLOSES_ALL("twoReadersDoNotMindEachOther"),
        BELONGS_TO_A_THREAD("anyThreadMayOpenIt");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on a recording with a fault. */
    @ExtendWith(FaultyContent.Parameter.class)
    static final class FaultyContent implements AudioContentContract, AudioContent {

        private static final byte[] SOUND = Sounds.octets(Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(1), 1));

        private final Fault fault;
        private final Thread maker = Thread.currentThread();
        private int opened;
        private boolean allClosed;

        FaultyContent(Fault fault) {
            this.fault = fault;
        }

        @Override
        public AudioContent content() {
            return this;
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }

        @Override
        public AudioFormat format() {
            return AudioFormat.GSM;
        }

        @Override
        public long payloadBytes() {
            return SOUND.length + (fault == Fault.COUNTS_THE_HEADER ? 44 : 0);
        }

        @Override
        public AudioReader open() {
            opened++;
            boolean foreign = fault == Fault.BELONGS_TO_A_THREAD && Thread.currentThread() != maker;
            if (foreign || (fault == Fault.OPENS_ONCE && opened > 1)) {
                throw new VoicemailException("planted: open already");
            }
            return new Reader();
        }

        private final class Reader implements AudioReader {

            private boolean closed;
            private long place;

            @Override
            public int read(ByteBuffer into, long position) {
                if (fault == Fault.CLOSES_ALL && allClosed) {
                    throw new VoicemailException("planted: closed");
                }
                if (position < 0 && fault != Fault.TAKES_NEGATIVE_PLACES) {
                    throw new IllegalArgumentException("negative position: " + position);
                }
                if (!into.hasRemaining() && fault == Fault.ENDS_WITHOUT_ROOM) {
                    return -1;
                }
                long at = fault == Fault.READS_ON_FROM_WHERE_IT_WAS ? place : position;
                at = fault == Fault.COUNTS_PLACES_IN_32_BITS ? (int) at : at;
                if (at < 0 || at >= SOUND.length) {
                    return fault == Fault.COUNTS_NOTHING_AT_THE_END ? 0 : -1;
                }
                int count = copy(into, (int) at);
                place = at + count;
                return count;
            }

            private int copy(ByteBuffer into, int at) {
                int start = into.position();
                int limit = into.limit();
                int room = (fault == Fault.MINDS_NO_LIMIT ? into.capacity() : limit) - start;
                int count = Math.min(room, SOUND.length - at);
                byte[] piece = Arrays.copyOfRange(SOUND, at, at + count);
                if (fault == Fault.WANTS_AN_ARRAY) {
                    System.arraycopy(piece, 0, into.array(), start, count);
                } else {
                    into.limit(start + count).put(start, piece);
                }
                into.limit(fault == Fault.LOWERS_THE_LIMIT ? start + count : Math.max(start + count, limit));
                into.position(fault == Fault.LEAVES_THE_POSITION ? start : start + count);
                return count;
            }

            @Override
            public void close() {
                if (closed && fault == Fault.CLOSES_ONCE) {
                    throw new VoicemailException("planted: closed before");
                }
                closed = true;
                allClosed = true;
            }
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
