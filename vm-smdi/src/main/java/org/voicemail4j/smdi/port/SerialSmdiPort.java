package org.voicemail4j.smdi.port;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.voicemail4j.smdi.SmdiPort;

/**
 * A serial line, raw: no echo, no line editing, nothing translated. Comes back by itself when its cable is pulled and put
 * back, after a pause of 250 ms that grows to 5 s, also if the device vanishes meanwhile or appears under its name later
 * than this is started. The device belongs to this port alone while it is open.
 */
public final class SerialSmdiPort implements SmdiPort {

    private final SupervisedPort port;

    /**
     * A line that is not open yet.
     *
     * @param device its path or name: {@code /dev/ttyS0}, {@code COM1}
     * @param settings as the switch has them
     */
    public SerialSmdiPort(String device, SerialSettings settings) {
        this(device, settings, new PortThreads());
    }

    /** Like {@link #SerialSmdiPort(String, SerialSettings)}, with one thread of that factory. */
    public SerialSmdiPort(String device, SerialSettings settings, ThreadFactory threads) {
        this.port = new SupervisedPort(device + " (" + settings + ")", new SerialLine(device, settings), threads);
    }

    /**
     * {@inheritDoc}
     *
     * @throws SmdiException if the native library of jSerialComm cannot be loaded
     */
    @Override
    public void start(Consumer<ByteBuffer> octets, Consumer<State> states) {
        SerialLine.requireLibrary();
        port.start(octets, states);
    }

    @Override
    public boolean send(ByteBuffer octets) {
        return port.send(octets);
    }

    @Override
    public void close() {
        port.close();
    }

    @Override
    public String toString() {
        return port.toString();
    }
}
