package org.voicemail4j.smdi.port;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a terminal server to connect; whoever connects next takes the line over. */
final class TcpServerLine implements Line {

    private static final Logger log = LoggerFactory.getLogger(TcpServerLine.class);
    private static final int GLANCE_MILLIS = 1;

    private final InetSocketAddress address;
    private @Nullable ServerSocket server;
    private volatile @Nullable Socket next;
    private boolean givenUp;

    TcpServerLine(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public Connection open() throws IOException {
        Socket socket = taken();
        if (socket == null) {
            socket = accept(0);
        }
        log.info("the line is taken by {}", socket.getRemoteSocketAddress());
        TcpConnection connection = TcpConnection.over(socket);
        return new Connection() {
            @Override
            public int read(byte[] octets) throws IOException {
                int count = connection.read(octets);
                return count == 0 && somebodyElseConnects() ? -1 : count;
            }

            @Override
            public void write(ByteBuffer octets) throws IOException {
                connection.write(octets);
            }

            @Override
            public boolean endsWritesByClose() {
                return connection.endsWritesByClose();
            }

            @Override
            public void close() {
                connection.close();
            }
        };
    }

    private @Nullable Socket taken() {
        Socket taken = next;
        next = null;
        return taken;
    }

    private boolean somebodyElseConnects() throws IOException {
        try {
            next = accept(GLANCE_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private Socket accept(int millis) throws IOException {
        ServerSocket bound = bound();
        bound.setSoTimeout(millis);
        return bound.accept();
    }

    private synchronized ServerSocket bound() throws IOException {
        if (givenUp) {
            throw new IOException("closed");
        }
        if (server == null) {
            server = bind();
        }
        return server;
    }

    private ServerSocket bind() throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, 1);
            return socket;
        } catch (IOException | RuntimeException e) {
            Closing.of(socket);
            throw e;
        }
    }

    @Override
    public synchronized void giveUp() {
        givenUp = true;
        if (server != null) {
            Closing.of(server);
        }
        if (next != null) {
            Closing.of(next);
        }
    }
}
