package org.voicemail4j.smdi.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Connects to a terminal server. */
final class TcpClientLine implements Line {

    private static final int CONNECT_MILLIS = 10_000;

    private final String host;
    private final int tcpPort;
    private @Nullable Socket connecting;
    private boolean givenUp;

    TcpClientLine(String host, int tcpPort) {
        this.host = host;
        this.tcpPort = tcpPort;
    }

    @Override
    public Connection open() throws IOException {
        Socket socket = begin();
        try {
            socket.connect(address(), CONNECT_MILLIS);
            return TcpConnection.over(socket);
        } catch (IOException | RuntimeException e) {
            Closing.of(socket);
            throw e;
        }
    }

    private InetSocketAddress address() throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, tcpPort);
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + host);
        }
        return address;
    }

    private synchronized Socket begin() throws IOException {
        if (givenUp) {
            throw new IOException("closed");
        }
        Socket socket = new Socket();
        connecting = socket;
        return socket;
    }

    @Override
    public synchronized void giveUp() {
        givenUp = true;
        if (connecting != null) {
            Closing.of(connecting);
        }
    }
}
