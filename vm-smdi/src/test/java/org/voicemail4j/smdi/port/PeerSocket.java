package org.voicemail4j.smdi.port;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The other end of a TCP line: takes one connection after the other, or makes them, and keeps what it hears. */
final class PeerSocket {

    private final @Nullable InetSocketAddress target;
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private @Nullable ServerSocket server;
    private @Nullable Socket socket;
    private boolean hungUp;
    private int tcpPort;

    private PeerSocket(@Nullable InetSocketAddress target) {
        this.target = target;
    }

    static PeerSocket listening() {
        PeerSocket peer = new PeerSocket(null);
        peer.listen(0);
        return peer;
    }

    /** One that connects as soon as somebody listens. */
    static PeerSocket connecting(InetSocketAddress target) {
        PeerSocket peer = new PeerSocket(target);
        peer.connectAgain();
        return peer;
    }

    private void listen(int port) {
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            synchronized (this) {
                hungUp = false;
                server = listening;
                tcpPort = listening.getLocalPort();
            }
            daemon(() -> acceptAll(listening));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll(ServerSocket listening) {
        try {
            while (!listening.isClosed()) {
                readAll(listening.accept());
            }
        } catch (IOException e) {
            // hung up
        }
    }

    private void connectUntilItWorks(InetSocketAddress to) {
        while (!isHungUp()) {
            try {
                readAll(new Socket(to.getAddress(), to.getPort()));
            } catch (IOException e) {
                Thread.onSpinWait();
            }
        }
    }

    private void readAll(Socket connected) throws IOException {
        synchronized (this) {
            if (hungUp) {
                connected.close();
                return;
            }
            socket = connected;
            notifyAll();
        }
        try (connected) {
            byte[] some = new byte[256];
            for (int count; (count = connected.getInputStream().read(some)) >= 0; ) {
                synchronized (this) {
                    got.write(some, 0, count);
                }
            }
        } finally {
            synchronized (this) {
                socket = null;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "peer");
        thread.setDaemon(true);
        thread.start();
    }

    int tcpPort() {
        return tcpPort;
    }

    synchronized void send(byte[] octets) {
        try {
            while (socket == null) {
                wait();
            }
            socket.getOutputStream().write(octets);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized byte[] got() {
        return got.toByteArray();
    }

    private synchronized boolean isHungUp() {
        return hungUp;
    }

    synchronized void hangUp() {
        hungUp = true;
        try {
            if (server != null) {
                server.close();
            }
            if (socket != null) {
                socket.close();
                socket = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void listenAgain() {
        listen(tcpPort);
    }

    void connectAgain() {
        synchronized (this) {
            hungUp = false;
        }
        daemon(() -> connectUntilItWorks(Objects.requireNonNull(target)));
    }
}
