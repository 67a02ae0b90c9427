package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioFormat;

/**
 * Where a stored recording is and how it is coded.
 *
 * @param format how it is kept
 * @param payloadBytes octets of coded sound
 * @param beginning the first slices, which came with the question where it is; read by index only
 * @param slices brings the others
 * @param place in which column of which table the sound is, for whoever has to mend it
 */
record StoredSound(AudioFormat format, long payloadBytes, List<ByteBuffer> beginning, Slices slices, String place) {

    /** Octets of every slice but the last. */
    static final int SLICE = 64 * 1024;

    StoredSound {
        beginning = List.copyOf(beginning);
    }

    /** The slices that begin there, until the end or the first that is not whole; nothing is copied. */
    static List<ByteBuffer> slices(byte[] octets, int from, long bytes) {
        List<ByteBuffer> slices = new ArrayList<>();
        int at = from;
        while (at < octets.length && (octets.length - at >= SLICE || octets.length - from >= bytes)) {
            slices.add(ByteBuffer.wrap(octets, at, Math.min(octets.length - at, SLICE))
                    .slice());
            at += SLICE;
        }
        return slices;
    }

    /** Reads a recording slice by slice. */
    interface Slices {

        /** That slice of coded sound; empty if the recording has gone. */
        Optional<byte[]> read(Connection connection, int index) throws SQLException;
    }

    /** How many slices hold that many octets. */
    static int slices(long bytes) {
        return Math.toIntExact((bytes + SLICE - 1) / SLICE);
    }
}
