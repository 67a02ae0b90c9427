package org.voicemail4j.mail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets with a deadline, and TLS over them: Jakarta Mail asks this for an unconnected socket, connects it, and then has
 * TLS laid over it, at once or after STARTTLS.
 */
final class DeadlineSockets extends SSLSocketFactory {

    private final Deadline deadline;
    private final SSLSocketFactory tls;

    DeadlineSockets(Deadline deadline, SSLSocketFactory tls) {
        this.deadline = deadline;
        this.tls = tls;
    }

    @Override
    public Socket createSocket() {
        return new DeadlineSocket(deadline);
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(plain, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
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
