package org.voicemail4j.examples.asterisk.line;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads lines of a bounded length from a connection, each within a bounded time. Used by one thread at a time. */
public final class LineReader {

    private final Socket socket;
    private final InputStream in;
    private final int longest;
    private final LongSupplier nanoTime;
    private final byte[] buffer = new byte[2048];
    private final StringBuilder line = new StringBuilder();
    private int next;
    private int ready;

    /**
     * @param longest octets of a line
     * @param nanoTime a clock that only goes forward, in nanoseconds
     */
    public LineReader(Socket socket, int longest, LongSupplier nanoTime) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.longest = longest;
        this.nanoTime = nanoTime;
    }

    /**
     * The next line without its end, with CR LF or LF.
     *
     * @return empty if there is none yet; what came of it is kept for the next call
     * @throws IOException if the connection has ended, or the line is too long
     */
    public Optional<String> poll(Duration patience) throws IOException {
        long end = nanoTime.getAsLong() + patience.toNanos();
        while (true) {
            while (next < ready) {
                int octet = buffer[next++];
                if (octet == '\n') {
                    return Optional.of(take());
                }
                line.append((char) (octet & 0xFF));
                if (line.length() > longest) {
                    throw new IOException("a line of more than " + longest + " octets");
                }
            }
            if (!fill(end)) {
                return Optional.empty();
            }
        }
    }

    private String take() {
        int length = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.length() - 1 : line.length();
        byte[] octets = line.substring(0, length).getBytes(StandardCharsets.ISO_8859_1);
        line.setLength(0);
        return new String(octets, StandardCharsets.UTF_8);
    }

    private boolean fill(long end) throws IOException {
        long left = (end - nanoTime.getAsLong()) / 1_000_000;
        try {
            socket.setSoTimeout((int) Math.max(1, Math.min(left, Integer.MAX_VALUE)));
            int count = in.read(buffer, 0, buffer.length);
            if (count < 0) {
                throw new EOFException("the other side has closed the connection");
            }
            next = 0;
            ready = count;
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
