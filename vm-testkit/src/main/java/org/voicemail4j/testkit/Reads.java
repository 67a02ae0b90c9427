package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioReader;

/** How the contracts have a recording read: each read is held against the octets that must be there. */
final class Reads {

    private static final byte UNTOUCHED = 0x5A;
    private static final int PIECE = 999;

    private Reads() {}

    /** Checks all that a recording tells of itself, and that its sound is read from any place, by any buffer, to its end. */
    static void check(AudioContent content, byte[] expected) {
        tellsItsLength(content, expected);
        try (AudioReader reader = content.open()) {
            whole(reader, expected, Math.max(PIECE, expected.length / 8));
            fromAnywhere(reader, expected);
            end(reader, expected.length);
        }
    }

    static void tellsItsLength(AudioContent content, byte[] expected) {
        assertThat(content.payloadBytes()).as("octets").isEqualTo(expected.length);
        assertThat(content.length())
                .as("length")
                .isEqualTo(content.format().encoding().duration(expected.length));
    }

    /** From the start to the end, a piece at a time. */
    static void whole(AudioReader reader, byte[] expected, int piece) {
        int place = 0;
        while (place < expected.length) {
            place += at(reader, expected, place, ByteBuffer.allocate(piece));
        }
    }

    /** Backwards, at odd places, into parts of buffers with and without an array. */
    static void fromAnywhere(AudioReader reader, byte[] expected) {
        int last = expected.length - 1;
        for (int place : new int[] {last, last / 2, last / 3, 0}) {
            if (place >= 0) {
                at(reader, expected, place, ByteBuffer.allocate(64).position(7).limit(40));
                at(reader, expected, place, ByteBuffer.allocateDirect(PIECE).position(1));
            }
        }
    }

    /** Reads once; returns how many octets that gave, at least one. */
    static int at(AudioReader reader, byte[] expected, int place, ByteBuffer into) {
        int from = into.position();
        int limit = into.limit();
        for (int i = 0; i < into.capacity(); i++) {
            into.duplicate().clear().put(i, UNTOUCHED);
        }
        int count = reader.read(into, place);
        assertThat(count).as("octets read at %d", place).isBetween(1, Math.min(limit - from, expected.length - place));
        assertThat(into.position()).as("the buffer's position").isEqualTo(from + count);
        assertThat(into.limit()).as("the buffer's limit").isEqualTo(limit);
        byte[] wanted = new byte[into.capacity()];
        Arrays.fill(wanted, UNTOUCHED);
        System.arraycopy(expected, place, wanted, from, count);
        byte[] got = new byte[into.capacity()];
        into.duplicate().clear().get(got);
        assertThat(got).as("the buffer after a read at %d", place).isEqualTo(wanted);
        return count;
    }

    /** At the end there is nothing, nor behind it, nor is there a place before the start. */
    static void end(AudioReader reader, long octets) {
        for (long place : new long[] {octets, octets + 1, 1L << 32, Long.MAX_VALUE}) {
            ByteBuffer into = ByteBuffer.allocate(10).position(2);
            assertThat(reader.read(into, place))
                    .as("at %d of %d", place, octets)
                    .isEqualTo(-1);
            assertThat(into.position()).as("the buffer's position").isEqualTo(2);
        }
    }

    static void refusesNegativePlaces(AudioReader reader) {
        for (long place : new long[] {-1, -44, Long.MIN_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> reader.read(ByteBuffer.allocate(10), place));
        }
    }
}
