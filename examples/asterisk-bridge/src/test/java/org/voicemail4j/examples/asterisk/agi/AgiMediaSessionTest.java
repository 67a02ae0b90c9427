package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.testkit.ListeningContract;
import org.voicemail4j.testkit.MediaSessionContract;

/** The sound of a call that an Asterisk carries does what every call's sound does, and a message goes on where it should. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AgiMediaSessionTest implements MediaSessionContract, ListeningContract {

    @TempDir
    Path folder;

    @Override
    public HearingLine line() {
        VirtualTime time = new VirtualTime();
        AgiServer server = new AgiServer(AgiConfig.builder(folder)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .nanoTime(time)
                .build());
        CompletableFuture<IncomingCall> taken = new CompletableFuture<>();
        server.start(taken::complete);
        try {
            SimulatedAsterisk asterisk = new SimulatedAsterisk(server.address(), folder, time);
            asterisk.runs("voicemail", "1000");
            IncomingCall call = taken.get(30, TimeUnit.SECONDS);
            return new AgiLine(server, asterisk, call.accept());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError("no call", e);
        }
    }

    private record AgiLine(AgiServer server, SimulatedAsterisk asterisk, MediaSession session) implements HearingLine {

        @Override
        public FarEnd farEnd() {
            return asterisk.caller;
        }

        @Override
        public AudioContent heard() {
            return asterisk.channel().heard().all();
        }

        @Override
        public Optional<Duration> heardAfterKey() {
            return Optional.of(asterisk.channel().heard().afterKey());
        }

        @Override
        public void close() {
            server.close();
            asterisk.close();
        }
    }
}
