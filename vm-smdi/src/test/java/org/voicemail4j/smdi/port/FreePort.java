package org.voicemail4j.smdi.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of the loopback interface that nobody uses. */
public final class FreePort {

    private FreePort() {}

    /** One that was free a moment ago. */
    public static int tcp() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That port of the loopback interface. */
    public static InetSocketAddress at(int tcpPort) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcpPort);
    }
}
