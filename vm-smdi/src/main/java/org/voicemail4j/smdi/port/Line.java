package org.voicemail4j.smdi.port;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How one kind of line is opened. */
interface Line {

    /** Opens it, blocking for as long as that takes or until {@link #giveUp}. */
    Connection open() throws IOException;

    /** Ends an {@link #open} that is going on, and every later one, with an exception. */
    void giveUp();

    /** A line that is open. Read by one thread, written by another, closed by any. */
    interface Connection {

        /**
         * Waits for octets, but not for long.
         *
         * @return how many; 0 if none came in time; below 0 if the line is gone
         */
        int read(byte[] octets) throws IOException;

        /** Writes all of them, or throws. */
        void write(ByteBuffer octets) throws IOException;

        /** Whether {@link #close} surely ends a write that waits for the other side; a device's driver may wait with it. */
        boolean endsWritesByClose();

        /** Ends reading and writing. Closing twice is harmless. */
        void close();
    }
}
