package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** The contract passes on a sink that keeps buffers' octets, and catches what it is there to catch. */
class AudioSinkContractTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aSinkThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultySink.class, fault)).contains(fault.caughtBy + "()");
    }

    @Test
    void aSoundSinkPasses() {
        assertThat(ContractRun.failedTests(FaultySink.class, Fault.NONE)).isEmpty();
    }

    /** What a sink may get wrong. */
    enum Fault {
        NONE(""),
        KEEPS_THE_LAST_FIRST("whatIsAppendedIsKeptInItsOrder"),
        DROPS_PARTS_OF_BLOCKS("piecesNeedNotBeWholeBlocks"),
        TAKES_THE_WHOLE_ARRAY("aBufferIsReadFromItsPositionToItsLimit"),
        LEAVES_THE_POSITION("aBufferIsReadFromItsPositionToItsLimit"),
        WANTS_AN_ARRAY("buffersOfEveryKindAreTaken"),
        KEEPS_THE_BUFFER("aBufferIsNotKept"),
        REFUSES_NOTHING_AT_ALL("anEmptyBufferAddsNothing"),
        COUNTS_THE_LAST_PIECE("itTellsHowMuchItHas"),
        BELONGS_TO_A_THREAD("anotherThreadMayGoOn"),
        TAKES_WHAT_COMES_LATE("nothingIsTakenOnceItHasEnded");

        private final String caughtBy;

        Fault(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    /** Not run by itself: the contract on a sink with a fault. */
    @ExtendWith(FaultySink.Parameter.class)
    static final class FaultySink implements AudioSinkContract, AudioSink {

        private final Fault fault;
        private final Thread maker = Thread.currentThread();
        private final List<ByteBuffer> pieces = new ArrayList<>();
        private int length;
        private boolean ended;

        FaultySink(Fault fault) {
            this.fault = fault;
        }

        @Override
        public AudioSink sink() {
            return this;
        }

        @Override
        public void end() {
            ended = fault != Fault.TAKES_WHAT_COMES_LATE;
        }

        @Override
        public byte[] kept() {
            ByteBuffer all = ByteBuffer.allocate(
                    pieces.stream().mapToInt(ByteBuffer::remaining).sum());
            pieces.forEach(all::put);
            return all.array();
        }

        @Override
        public AudioFormat format() {
            return AudioFormat.GSM;
        }

        @Override
        public void append(ByteBuffer audio) {
            boolean foreign = fault == Fault.BELONGS_TO_A_THREAD && Thread.currentThread() != maker;
            if (ended || foreign || (fault == Fault.REFUSES_NOTHING_AT_ALL && !audio.hasRemaining())) {
                throw new IllegalStateException("planted or ended");
            }
            if (fault == Fault.WANTS_AN_ARRAY) {
                assertThat(audio.array()).isNotNull();
            }
            ByteBuffer lent =
                    fault == Fault.TAKES_THE_WHOLE_ARRAY ? audio.duplicate().clear() : audio.duplicate();
            if (fault == Fault.DROPS_PARTS_OF_BLOCKS) {
                lent.limit(lent.limit() - lent.remaining() % 33);
            }
            int octets = lent.remaining();
            ByteBuffer piece = fault == Fault.KEEPS_THE_BUFFER
                    ? lent.slice()
                    : ByteBuffer.allocate(octets).put(lent).flip();
            pieces.add(fault == Fault.KEEPS_THE_LAST_FIRST ? 0 : pieces.size(), piece);
            length = fault == Fault.COUNTS_THE_LAST_PIECE ? octets : length + octets;
            audio.position(fault == Fault.LEAVES_THE_POSITION ? audio.position() : audio.limit());
        }

        @Override
        public Duration length() {
            return format().encoding().duration(length);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
