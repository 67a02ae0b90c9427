package org.voicemail4j.smdi.port;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial device, by jSerialComm in blocking mode: after a hang-up its events come without end, while a read says so
 * once. A port object is made anew each time, since the name may lead to another device by then.
 */
final class SerialLine implements Line {

    private static final Logger log = LoggerFactory.getLogger(SerialLine.class);
    private static final int READ_MILLIS = 500;

    private final String device;
    private final SerialSettings settings;
    private volatile boolean givenUp;

    SerialLine(String device, SerialSettings settings) {
        this.device = device;
        this.settings = settings;
    }

    /** Loads the native library, which is not needed before a serial line is. A class without its library shows that late. */
    static void requireLibrary() {
        try {
            log.debug("jSerialComm {} lists {} devices", SerialPort.getVersion(), SerialPort.getCommPorts().length);
        } catch (LinkageError e) {
            throw new SmdiException(
                    "the native library of jSerialComm does not load: its folder (java.io.tmpdir, then user.home) must be "
                            + "writable and not mounted noexec; or unpack the library elsewhere and set "
                            + "-DjSerialComm.library.path",
                    e);
        }
    }

    @Override
    public Connection open() throws IOException {
        SerialPort port = find();
        port.setComPortParameters(settings.baud(), settings.dataBits(), stopBits(), parity());
        port.setFlowControl(flowControl());
        port.setComPortTimeouts(
                SerialPort.TIMEOUT_READ_SEMI_BLOCKING | SerialPort.TIMEOUT_WRITE_BLOCKING, READ_MILLIS, 0);
        if (givenUp || !port.openPort()) {
            throw new IOException(device + " does not open (error " + port.getLastErrorCode()
                    + "); does it exist, may this process use it, does another one?");
        }
        return new SerialConnection(port);
    }

    private SerialPort find() throws IOException {
        try {
            return SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no serial device " + device, e);
        }
    }

    private int stopBits() {
        return settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
    }

    private int parity() {
        return switch (settings.parity()) {
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
            case NONE -> SerialPort.NO_PARITY;
        };
    }

    private int flowControl() {
        return switch (settings.flowControl()) {
            case NONE -> SerialPort.FLOW_CONTROL_DISABLED;
            case RTS_CTS -> SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED;
            case XON_XOFF -> SerialPort.FLOW_CONTROL_XONXOFF_IN_ENABLED | SerialPort.FLOW_CONTROL_XONXOFF_OUT_ENABLED;
        };
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }

    /** An open device. */
    private static final class SerialConnection implements Connection {

        private final SerialPort port;

        SerialConnection(SerialPort port) {
            this.port = port;
        }

        @Override
        public int read(byte[] octets) {
            return port.readBytes(octets, octets.length);
        }

        @Override
        public void write(ByteBuffer octets) throws IOException {
            byte[] taken = new byte[octets.remaining()];
            octets.get(taken);
            int written = port.writeBytes(taken, taken.length);
            if (written != taken.length) {
                throw new IOException("only " + Math.max(0, written) + " of " + taken.length + " octets were taken");
            }
        }

        @Override
        public boolean endsWritesByClose() {
            return false;
        }

        @Override
        public void close() {
            port.closePort();
        }
    }
}
