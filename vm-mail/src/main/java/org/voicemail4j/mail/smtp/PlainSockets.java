package org.voicemail4j.mail.smtp;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Sockets with a deadline, to be connected by whoever gets them. */
final class PlainSockets extends SocketFactory {

    private final Deadline deadline;

    PlainSockets(Deadline deadline) {
        this.deadline = deadline;
    }

    @Override
    public Socket createSocket() {
        return new DeadlineSocket(deadline);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("connected afterwards");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("connected afterwards");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("connected afterwards");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("connected afterwards");
    }
}
