package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioSink;

/** What every {@link AudioSink} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface AudioSinkContract {

    /** The sink under test: open and empty, the same one throughout a test. */
    AudioSink sink();

    /** Ends the recording that the sink is part of, so that nothing more may be appended: commits it, or closes the sink. */
    void end();

    /** The coded sound that is kept, without container; asked once in a test, the last thing. */
    byte[] kept();

    @Test
    default void whatIsAppendedIsKeptInItsOrder() {
        ByteArrayOutputStream appended = new ByteArrayOutputStream();
        for (int piece : new int[] {1, 2, 4, 3, 1, 9}) {
            byte[] octets = blocks(piece, piece);
            sink().append(ByteBuffer.wrap(octets));
            appended.writeBytes(octets);
        }
        assertThat(kept()).isEqualTo(appended.toByteArray());
    }

    @Test
    default void piecesNeedNotBeWholeBlocks() {
        byte[] octets = blocks(7, 1);
        for (int at = 0; at < octets.length; at += 13) {
            sink().append(ByteBuffer.wrap(octets, at, Math.min(13, octets.length - at)));
        }
        assertThat(sink().length()).isEqualTo(sink().format().encoding().duration(octets.length));
        assertThat(kept()).isEqualTo(octets);
    }

    @Test
    default void aBufferIsReadFromItsPositionToItsLimit() {
        byte[] octets = blocks(3, 1);
        int block = octets.length / 3;
        ByteBuffer middle = ByteBuffer.wrap(octets).position(block).limit(2 * block);
        sink().append(middle);
        assertThat(middle.position()).as("position").isEqualTo(2 * block);
        assertThat(middle.limit()).as("limit").isEqualTo(2 * block);
        assertThat(kept()).isEqualTo(Arrays.copyOfRange(octets, block, 2 * block));
    }

    @Test
    default void buffersOfEveryKindAreTaken() {
        byte[] octets = blocks(4, 1);
        int half = octets.length / 2;
        ByteBuffer direct = ByteBuffer.allocateDirect(half).put(octets, 0, half).flip();
        sink().append(direct);
        sink().append(ByteBuffer.wrap(octets).position(half).slice().asReadOnlyBuffer());
        assertThat(direct.hasRemaining()).isFalse();
        assertThat(kept()).isEqualTo(octets);
    }

    @Test
    default void aBufferIsNotKept() {
        byte[] octets = blocks(2, 1);
        byte[] lent = octets.clone();
        sink().append(ByteBuffer.wrap(lent));
        Arrays.fill(lent, (byte) 0);
        assertThat(kept()).isEqualTo(octets);
    }

    @Test
    default void anEmptyBufferAddsNothing() {
        sink().append(ByteBuffer.allocate(0));
        assertThat(sink().length()).isZero();
        byte[] octets = blocks(1, 1);
        sink().append(ByteBuffer.wrap(octets));
        sink().append(ByteBuffer.allocate(0));
        assertThat(kept()).isEqualTo(octets);
    }

    @Test
    default void itTellsHowMuchItHas() {
        assertThat(sink().length()).isZero();
        for (int i = 1; i <= 3; i++) {
            byte[] octets = blocks(50, i);
            sink().append(ByteBuffer.wrap(octets));
            assertThat(sink().length()).isEqualTo(sink().format().encoding().duration((long) i * octets.length));
        }
    }

    @Test
    default void anotherThreadMayGoOn() throws Exception {
        byte[] octets = blocks(2, 1);
        int half = octets.length / 2;
        AudioSink sink = sink();
        sink.append(ByteBuffer.wrap(octets, 0, half));
        ContractThreads.atOnce(1, thread -> sink.append(ByteBuffer.wrap(octets, half, half)));
        assertThat(kept()).isEqualTo(octets);
    }

    @Test
    default void nothingIsTakenOnceItHasEnded() {
        byte[] octets = blocks(2, 1);
        sink().append(ByteBuffer.wrap(octets));
        end();
        assertThatIllegalStateException().isThrownBy(() -> sink().append(ByteBuffer.wrap(blocks(1, 2))));
        assertThat(sink().length()).isEqualTo(sink().format().encoding().duration(octets.length));
    }

    private byte[] blocks(int count, long seed) {
        byte[] octets = new byte[count * sink().format().encoding().blockBytes()];
        new SplittableRandom(seed).nextBytes(octets);
        return octets;
    }
}
