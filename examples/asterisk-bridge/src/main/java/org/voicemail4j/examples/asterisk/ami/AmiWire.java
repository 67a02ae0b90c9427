package org.voicemail4j.examples.asterisk.ami;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.voicemail4j.examples.asterisk.line.LineReader;

/** One connection of the manager protocol: messages, bounded in length. Read by one thread, written by one. */
final class AmiWire implements AutoCloseable {

    private static final int LONGEST_LINE = 2048;
    private static final int MOST_LINES = 128;

    private final Socket socket;
    private final LongSupplier nanoTime;
    private final LineReader lines;
    private final OutputStream out;
    private final List<String> begun = new ArrayList<>();

    AmiWire(Socket socket, LongSupplier nanoTime) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        this.socket = socket;
        this.nanoTime = nanoTime;
        this.lines = new LineReader(socket, LONGEST_LINE, nanoTime);
        this.out = socket.getOutputStream();
    }

    /** The moment that is so far from now, for {@link #left}. */
    long after(Duration time) {
        return nanoTime.getAsLong() + time.toNanos();
    }

    /** How long it is until that moment; zero if it has passed. */
    Duration left(long moment) {
        return Duration.ofNanos(Math.max(0, moment - nanoTime.getAsLong()));
    }

    /** The line with which a server says what it is. */
    Optional<String> banner(Duration patience) throws IOException {
        return lines.poll(patience);
    }

    /**
     * The next message.
     *
     * @param patience for the whole of it, however many lines come meanwhile
     * @return empty if none has come whole
     * @throws IOException if the connection has ended, or a message is too long
     */
    Optional<AmiMessage> poll(Duration patience) throws IOException {
        long end = after(patience);
        do {
            Optional<String> line = lines.poll(left(end));
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (!line.get().isEmpty()) {
                begun.add(line.get());
                if (begun.size() > MOST_LINES) {
                    throw new IOException("a message of more than " + MOST_LINES + " lines");
                }
            } else if (!begun.isEmpty()) {
                AmiMessage message = AmiMessage.parse(begun);
                begun.clear();
                return Optional.of(message);
            }
        } while (!left(end).isZero());
        return Optional.empty();
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(AmiMessage message) throws IOException {
        write(message.encoded());
    }

    /** What proves the knowledge of a secret to whoever gave the challenge. */
    static String key(String challenge, String secret) {
        try {
            byte[] octets = (challenge + secret).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a Java without MD5", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
