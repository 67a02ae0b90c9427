package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Two serial devices with a cable between them, made by Debian's socat. */
final class PseudoTerminals implements AutoCloseable {

    private final Process socat;

    PseudoTerminals(Path one, Path other) throws IOException {
        Peers.need("socat");
        socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + one, "pty,raw,echo=0,link=" + other)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TestServer.await("both devices", () -> Files.exists(one) && Files.exists(other));
    }

    @Override
    public void close() throws InterruptedException {
        socat.destroyForcibly();
        socat.waitFor(10, TimeUnit.SECONDS);
    }
}
