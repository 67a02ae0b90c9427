package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.testkit.IncomingCallContract;

/** A call that an Asterisk carries does what every call does; it is over when the dialplan goes on. */
class AgiCallContractTest implements IncomingCallContract {

    @TempDir
    Path folder;

    @Override
    public Ringing ring() {
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
            return new AgiRinging(server, asterisk, taken.get(30, TimeUnit.SECONDS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new AssertionError("no call", e);
        }
    }

    private record AgiRinging(AgiServer server, SimulatedAsterisk asterisk, IncomingCall call) implements Ringing {

        @Override
        public void callerHangsUp() {
            asterisk.caller.hangsUp();
        }

        @Override
        public boolean isOver() {
            return asterisk.isLeft();
        }

        @Override
        public void close() {
            server.close();
            asterisk.close();
        }
    }
}
