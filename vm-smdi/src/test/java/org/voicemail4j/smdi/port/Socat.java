package org.voicemail4j.smdi.port;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pseudo-terminal as a serial line, made by socat: what goes in at the device comes out of a TCP connection. Without
 * socat the tests are skipped, unless {@code -Dpeers=required}.
 */
public final class Socat implements AutoCloseable {

    private final String kind;
    private final Path device;
    private final int tcpPort;
    private @Nullable Process process;

    /** A line from a device that will be there to a TCP port of this machine. */
    public Socat(Path device, int tcpPort) {
        this("pty,raw,echo=0", device, tcpPort);
    }

    private Socat(String kind, Path device, int tcpPort) {
        this.kind = kind;
        this.device = device;
        this.tcpPort = tcpPort;
        requireInstalled();
    }

    /**
     * The same with a device as the kernel makes it, for people who type: whole lines, echo, ^C, ^D, ^S. Socat is given no
     * options of it, since it sets them only after the device can be opened.
     */
    public static Socat cooked(Path device, int tcpPort) {
        return new Socat("pty", device, tcpPort);
    }

    private static void requireInstalled() {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "socat")));
        if (!System.getProperty("peers", "").equals("required")) {
            assumeTrue(installed, "socat is not installed (Debian: apt-get install socat)");
        } else if (!installed) {
            throw new AssertionError("-Dpeers=required, but socat is not installed");
        }
    }

    /** Plugs the cable in: makes the device. */
    public void start() {
        try {
            process = new ProcessBuilder(
                            "socat", kind + ",link=" + device, "tcp:127.0.0.1:" + tcpPort + ",retry=200,interval=0.05")
                    .redirectErrorStream(true)
                    .redirectOutput(said().toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int turn = 0; turn < 2_000 && !Files.exists(device); turn++) {
            LockSupport.parkNanos(5_000_000);
        }
        if (!Files.exists(device)) {
            throw new AssertionError(this + " said: " + read(said()));
        }
    }

    private Path said() {
        return device.resolveSibling(device.getFileName() + ".socat");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets nothing through any more, without anybody noticing, until {@link #kill}. */
    void stop() {
        if (process != null) {
            try {
                new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                        .start()
                        .waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Pulls the cable out. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor(10, TimeUnit.SECONDS);
                Files.deleteIfExists(device);
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return device + (Files.exists(device) ? "" : " (not there)") + ", " + process;
    }
}
