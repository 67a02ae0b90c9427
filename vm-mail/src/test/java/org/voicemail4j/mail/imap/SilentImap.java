package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that accepts every connection and never says a word. */
final class SilentImap implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    SilentImap() throws IOException {
        Thread acceptor = new Thread(this::accept, "silent-imap");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept() {
        try {
            while (true) {
                sockets.add(listening.accept());
            }
        } catch (IOException e) {
            hangUp(); // closed
        }
    }

    ImapServer server() {
        return ImapServer.of("127.0.0.1", listening.getLocalPort(), ImapSecurity.CLEAR);
    }

    /** How many connections were made in all. */
    int connections() {
        return sockets.size();
    }

    void hangUp() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        hangUp();
    }
}
