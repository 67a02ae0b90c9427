package org.voicemail4j.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.voicemail4j.smdi.SmdiPort;

class LoopbackSmdiPortTest implements SmdiPortContract {

    private final LoopbackSmdiPort port = LoopbackSmdiPort.pair();
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();

    LoopbackSmdiPortTest() {
        port.other().start(this::take, state -> {});
    }

    private void take(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            got.write(octets.get());
        }
    }

    @Override
    public SmdiPort port() {
        return port;
    }

    @Override
    public void otherEndSends(byte[] octets) {
        port.other().send(ByteBuffer.wrap(octets));
    }

    @Override
    public byte[] otherEndGot() {
        return got.toByteArray();
    }

    @Override
    public void pull() {
        port.pull();
    }

    @Override
    public void plug() {
        port.plug();
    }
}
