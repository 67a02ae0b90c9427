package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.SmdiPort.State;
import org.voicemail4j.smdi.port.SerialSettings.FlowControl;
import org.voicemail4j.smdi.port.SerialSettings.Parity;
import org.voicemail4j.testkit.SmdiPortContract;

/** On a pseudo-terminal, which has neither speed nor parity; how those are set is shown by SerialSettingsTest. */
class SerialSmdiPortTest implements SmdiPortContract {

    @TempDir
    Path folder;

    private final PeerSocket peer = PeerSocket.listening();
    private Socat socat;
    private SmdiPort port;

    @BeforeEach
    void plugIn() {
        Path device = folder.resolve("ttyPBX");
        socat = new Socat(device, peer.tcpPort());
        socat.start();
        port = new SerialSmdiPort(device.toString(), new SerialSettings(9600, 8, Parity.NONE, 1, FlowControl.NONE));
    }

    @AfterEach
    void pullOut() {
        port.close();
        socat.close();
        peer.hangUp();
    }

    @Override
    public SmdiPort port() {
        return port;
    }

    @Override
    public void otherEndSends(byte[] octets) {
        peer.send(octets);
    }

    @Override
    public byte[] otherEndGot() {
        return peer.got();
    }

    @Override
    public void pull() {
        socat.kill();
    }

    @Override
    public void plug() {
        socat.start();
    }

    @Test
    void aNulIsTakenForDamage() throws InterruptedException {
        BlockingQueue<State> told = new LinkedBlockingQueue<>();
        port.start(octets -> {}, told::add);
        assertThat(told.take()).isEqualTo(State.UP);
        peer.send(new byte[] {'M', 0, 'D'});
        assertThat(told.take()).isEqualTo(State.NOISE);
    }

    /** Nobody reads at the other end, and the device's buffer is full. */
    @Test
    @Timeout(60)
    void aSendThatCannotGoOnEndsWhenThePortIsClosed() throws Exception {
        BlockingQueue<State> told = new LinkedBlockingQueue<>();
        port.start(octets -> {}, told::add);
        assertThat(told.take()).isEqualTo(State.UP);
        socat.stop();
        AtomicInteger sent = new AtomicInteger();
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            while (port.send(ByteBuffer.wrap(new byte[1024]))) {
                sent.incrementAndGet();
            }
        });
        for (int before = -1; before != sent.get(); ) {
            before = sent.get();
            LockSupport.parkNanos(200_000_000);
        }
        port.close();
        sending.get(30, TimeUnit.SECONDS);
    }

    @Test
    void settingsNoLineCouldHaveAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SerialSettings(50, 7, Parity.EVEN, 1, FlowControl.NONE))
                .withMessage("baud is 50; 300 to 115200 is expected");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SerialSettings(1200, 5, Parity.EVEN, 1, FlowControl.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SerialSettings(1200, 7, Parity.EVEN, 3, FlowControl.NONE));
        assertThat(SerialSettings.STANDARD).hasToString("1200 7E1");
        assertThat(SerialSettings.STANDARD.bitsPerCharacter()).isEqualTo(10);
    }
}
