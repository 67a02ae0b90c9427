package org.voicemail4j.smdi.port;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import jdk.net.ExtendedSocketOptions;

/** One TCP connection. Writing waits while the peer takes nothing, until the connection is closed. */
final class TcpConnection implements Line.Connection {

    private static final int READ_MILLIS = 500;
    private static final int IDLE_SECONDS = 30;
    private static final int PROBE_SECONDS = 10;
    private static final int PROBES = 3;

    private final Socket socket;

    /** A connection of that socket, which is closed if it cannot be one. */
    static TcpConnection over(Socket socket) throws IOException {
        try {
            return new TcpConnection(socket);
        } catch (IOException | RuntimeException e) {
            Closing.of(socket);
            throw e;
        }
    }

    private TcpConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(READ_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }

    @Override
    public int read(byte[] octets) throws IOException {
        try {
            return socket.getInputStream().read(octets);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        byte[] taken = new byte[octets.remaining()];
        octets.get(taken);
        socket.getOutputStream().write(taken);
    }

    @Override
    public boolean endsWritesByClose() {
        return true;
    }

    @Override
    public void close() {
        Closing.of(socket);
    }
}
