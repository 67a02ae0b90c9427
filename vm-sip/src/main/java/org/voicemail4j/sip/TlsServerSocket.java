package org.voicemail4j.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Listens for TLS with sockets that are made elsewhere; what the stack sets on it is set on each of them. */
final class TlsServerSocket extends SSLServerSocket {

    /** Makes the next connection. */
    @FunctionalInterface
    interface Source {
        SSLSocket next(Connections.Acceptor acceptor) throws IOException;
    }

    private final Source source;
    private final SSLParameters supported;
    private String[] protocols;
    private String[] suites;
    private boolean need;
    private boolean want;

    TlsServerSocket(int port, int backlog, InetAddress address, SSLParameters supported, Source source)
            throws IOException {
        super(port, backlog, address);
        this.source = source;
        this.supported = supported;
        this.protocols = supported.getProtocols();
        this.suites = supported.getCipherSuites();
    }

    @Override
    public Socket accept() throws IOException {
        SSLSocket socket = source.next(this::implAccept);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols);
        parameters.setCipherSuites(suites);
        if (need) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(want);
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return suites.clone();
    }

    @Override
    public void setEnabledCipherSuites(String[] enabled) {
        suites = enabled.clone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return supported.getCipherSuites();
    }

    @Override
    public String[] getSupportedProtocols() {
        return supported.getProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return protocols.clone();
    }

    @Override
    public void setEnabledProtocols(String[] enabled) {
        protocols = enabled.clone();
    }

    @Override
    public void setNeedClientAuth(boolean needed) {
        need = needed;
    }

    @Override
    public boolean getNeedClientAuth() {
        return need;
    }

    @Override
    public void setWantClientAuth(boolean wanted) {
        want = wanted;
    }

    @Override
    public boolean getWantClientAuth() {
        return want;
    }

    @Override
    public void setUseClientMode(boolean client) {
        if (client) {
            throw new IllegalArgumentException("a server's socket");
        }
    }

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean enabled) {
        if (!enabled) {
            throw new IllegalArgumentException("every session is made here");
        }
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
