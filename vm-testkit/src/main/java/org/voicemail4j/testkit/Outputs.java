package org.voicemail4j.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** Where the contracts let sound be written: to a place without room, or to one that knows whether it was closed. */
final class Outputs {

    private static final String NO_ROOM = "no room, as the contract wants it";

    private Outputs() {}

    /** A sink on a disk without room. */
    record FullSink(AudioFormat format) implements AudioSink {

        @Override
        public void append(ByteBuffer audio) {
            throw new VoicemailException(NO_ROOM);
        }

        @Override
        public Duration length() {
            return Duration.ZERO;
        }
    }

    /** A file on a disk without room. */
    static final class Full extends OutputStream {

        @Override
        public void write(int octet) throws IOException {
            throw new IOException(NO_ROOM);
        }
    }

    /** A file in memory. */
    static final class Lent extends ByteArrayOutputStream {

        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }

        boolean isClosed() {
            return closed;
        }
    }
}
