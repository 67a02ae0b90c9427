package org.voicemail4j.examples.server.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.media.Digit;

/**
 * The keyboard of a terminal: a key counts as soon as it is pressed, and waits are as long as on a phone. Enter ends a
 * wait, {@code h} and Ctrl-D hang up. Whoever records is speaking until a key ends it.
 */
final class Terminal implements Keyboard {

    private static final int CTRL_D = 4;
    /** How long one look at the keyboard takes if nothing is typed, as it was set. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private final InputStream typed = new FileInputStream(FileDescriptor.in);
    private final String usual;
    private final double speed;
    private final Thread restoring = SimulatorThreads.atTheEnd(this::restore);

    private Terminal(String usual, double speed) {
        this.usual = usual;
        this.speed = speed;
    }

    /**
     * The terminal in front of which this process runs.
     *
     * @param speed how many times faster than on a phone time passes
     * @return empty if there is none, or none whose keys can be had one by one
     */
    static Optional<Terminal> open(double speed) {
        Optional<String> usual = stty("-g").map(String::strip);
        Optional<Terminal> terminal = usual.map(settings -> new Terminal(settings, speed));
        terminal.ifPresent(any -> stty("-icanon", "-echo", "min", "0", "time", "1"));
        return terminal;
    }

    /** What stty says of standard input; empty if that is no terminal. */
    private static Optional<String> stty(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), US_ASCII);
            return stty.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public Act next(Moment moment, Duration length) {
        Act passed = moment == Moment.RECORDING ? Act.SPEECH : Act.SILENCE;
        long looks = Math.max(1, (long) Math.ceil(length.toMillis() / speed / LOOK.toMillis()));
        for (long look = 0; look < looks; look++) {
            int key = look();
            if (key == 'h' || key == CTRL_D) {
                return Act.HANG_UP;
            }
            if (key == '\n' && moment != Moment.RECORDING) {
                return passed;
            }
            Optional<Digit> digit = key < 0 ? Optional.empty() : Digit.of((char) key);
            if (digit.isPresent()) {
                return Act.key(digit.get());
            }
        }
        return passed;
    }

    /** Returns what was typed, or -1 if nothing was for a while. */
    private int look() {
        try {
            return typed.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restore() {
        stty(usual);
    }

    @Override
    public void close() {
        restore();
        Runtime.getRuntime().removeShutdownHook(restoring);
    }
}
