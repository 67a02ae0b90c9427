package org.voicemail4j.examples.server.simulate;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.voicemail4j.media.Digit;

/**
 * Keys as a text, for scripts and pipes; no time passes. A key is pressed when what is said has been said. A point lets a
 * wait go by, or a message sound to its end; in a recording it is a second of silence, and {@code s} one of speech,
 * which is waited for in all else but a pause; {@code h} hangs up, and so does the end of the text. Everything else is passed over.
 */
final class TypedText implements Keyboard {

    private static final int END = -1;
    private static final int NONE = -2;

    private final Reader text;
    private int ahead = NONE;

    TypedText(Reader text) {
        this.text = text;
    }

    @Override
    public Act next(Moment moment, Duration length) {
        return switch (moment) {
            case SAYING -> Act.SILENCE;
            case SAID -> isKey(peek()) ? take() : Act.SILENCE;
            case WAITING, LISTENING -> peek() == 's' ? Act.SILENCE : take();
            case PAUSED, RECORDING -> take();
        };
    }

    private Act take() {
        int next = peek();
        if (next != END) {
            ahead = NONE;
        }
        return switch (next) {
            case END, 'h' -> Act.HANG_UP;
            case '.' -> Act.SILENCE;
            case 's' -> Act.SPEECH;
            default -> Act.key(Digit.of((char) next).orElseThrow());
        };
    }

    private int peek() {
        while (ahead == NONE || !isMeant(ahead)) {
            ahead = read();
        }
        return ahead;
    }

    private static boolean isMeant(int read) {
        return read == END || read == '.' || read == 's' || read == 'h' || isKey(read);
    }

    private static boolean isKey(int read) {
        return read >= 0 && Digit.of((char) read).isPresent();
    }

    private int read() {
        try {
            return text.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
