package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.examples.asterisk.line.LineReader;

/**
 * One conversation with an Asterisk: a command, then its answer. A caller who hangs up, and a connection that ends, are
 * one and the same: from then on every answer is {@link AgiReply#GONE}, but variables of a channel that has hung up can
 * still be set. Used by one thread at a time; {@link #close} by any.
 */
final class AgiChannel implements AutoCloseable {

    /** How long a command that does not wait for anybody may take. */
    static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(AgiChannel.class);
    private static final String HANG_UP = "HANGUP";
    private static final int MOST_USAGE_LINES = 200;

    private final Socket socket;
    private final LineReader lines;
    private final LongSupplier nanoTime;
    private final String name;
    private volatile boolean closed;
    private volatile boolean hungUp;
    private int usageLines;

    AgiChannel(Socket socket, LineReader lines, LongSupplier nanoTime, String name) {
        this.socket = socket;
        this.lines = lines;
        this.nanoTime = nanoTime;
        this.name = name;
    }

    /** The channel's name in Asterisk, for logs. */
    String name() {
        return name;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Whether the caller has hung up or the connection has ended. */
    boolean isGone() {
        return closed || hungUp;
    }

    /** Asks for something that is done at once. */
    AgiReply ask(AgiCommand command) {
        return ask(command, USUAL_PATIENCE);
    }

    /**
     * Asks for something, unless the caller has gone.
     *
     * @param patience how long it may take; an Asterisk that says nothing for longer is hung up on
     */
    AgiReply ask(AgiCommand command, Duration patience) {
        if (!begin(command)) {
            return AgiReply.GONE;
        }
        return await(command, patience);
    }

    private AgiReply await(AgiCommand command, Duration patience) {
        Optional<AgiReply> reply = poll(patience);
        if (reply.isEmpty()) {
            LOG.warn("{}: no answer to {} within {}; the conversation is ended", name, command, patience);
            close();
        }
        return reply.orElse(AgiReply.GONE);
    }

    /** Tells something also to the channel of a caller who has hung up; an Asterisk that does not answer is left. */
    void tell(AgiCommand command) {
        if (!closed && write(command)) {
            await(command, USUAL_PATIENCE);
        }
    }

    /** Waits until Asterisk has done with everything before; so long a recording's file may not be complete. */
    void flush() {
        tell(new AgiCommand("CHANNEL STATUS"));
    }

    /** Somebody has noticed that the caller is gone. */
    void hungUp() {
        hungUp = true;
    }

    /** Begins something whose answer is waited for by {@link #poll}; false if the caller has gone. */
    boolean begin(AgiCommand command) {
        return !isGone() && write(command);
    }

    private boolean write(AgiCommand command) {
        LOG.debug("{}: {}", name, command);
        try {
            socket.getOutputStream().write((command.text() + '\n').getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (IOException e) {
            lost(e);
            return false;
        }
    }

    /**
     * Waits for an answer.
     *
     * @return empty if there is none yet
     */
    Optional<AgiReply> poll(Duration patience) {
        long end = nanoTime() + patience.toNanos();
        try {
            while (true) {
                Optional<String> line = lines.poll(Duration.ofNanos(Math.max(0, end - nanoTime())));
                if (line.isEmpty()) {
                    return Optional.empty();
                }
                Optional<AgiReply> reply = read(line.get());
                if (reply.isPresent()) {
                    return reply;
                }
            }
        } catch (IOException e) {
            lost(e);
            return Optional.of(AgiReply.GONE);
        }
    }

    private Optional<AgiReply> read(String line) throws IOException {
        if (line.equals(HANG_UP)) {
            LOG.debug("{}: the caller has hung up", name);
            hungUp = true;
            return Optional.empty();
        }
        if (usageLines > 0 || AgiReply.goesOn(line)) {
            return readUsage(line);
        }
        AgiReply reply = AgiReply.parse(line)
                .orElseThrow(() -> new IOException("not an answer: '" + AgiRequest.shortened(line) + "'"));
        LOG.debug("{}: {}", name, reply.code()); // not the result: keys may be those of a PIN
        if (reply.code() == AgiReply.DEAD) {
            hungUp = true;
        }
        return reply.code() < AgiReply.DONE ? Optional.empty() : Optional.of(reply);
    }

    /** A command that was not understood is answered by how it should have been. */
    private Optional<AgiReply> readUsage(String line) throws IOException {
        usageLines++;
        if (usageLines > MOST_USAGE_LINES) {
            throw new IOException("an answer of more than " + MOST_USAGE_LINES + " lines");
        }
        Optional<AgiReply> last = AgiReply.goesOn(line) ? Optional.empty() : AgiReply.parse(line);
        if (last.isPresent()) {
            usageLines = 0;
            LOG.warn("{}: a command was not understood by this Asterisk", name);
        }
        return last;
    }

    private void lost(IOException e) {
        if (!closed) {
            LOG.debug("{}: the conversation has ended: {}", name, e.getMessage());
        }
        close();
    }

    /** Ends the conversation: Asterisk goes on with its dialplan. Closing twice is harmless. */
    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}: {}", name, e.getMessage());
        }
    }
}
