package org.voicemail4j.examples.server;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;

/**
 * A port to listen on, tried before anything else is opened: a server that cannot listen must not deliver what another one
 * has recorded first.
 */
final class FreePort {

    private FreePort() {}

    /**
     * Sees to it that datagrams can be received there.
     *
     * @param option that names it
     * @param name as it was named
     * @throws UnavailableException if not
     */
    static void requireUdp(String option, String name, InetSocketAddress place) {
        try {
            new DatagramSocket(place).close();
        } catch (SocketException e) {
            throw taken(option, name, place.getAddress(), e);
        }
    }

    /** The same for connections. */
    static void requireTcp(String option, String name, InetSocketAddress place) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(place);
        } catch (IOException e) {
            throw taken(option, name, place.getAddress(), e);
        }
    }

    /** Nobody can listen there. */
    static UnavailableException taken(String option, String name, InetAddress address, IOException failure) {
        String remedy = isOurs(address)
                ? Failures.oneLine(failure) + "; stop what listens there (ss -lntup shows it), or choose another port"
                : "this machine has no address " + address.getHostAddress() + "; choose one that it has";
        return new UnavailableException(option + ": cannot listen on " + name + ": " + remedy, failure);
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true; // nobody knows; the system's reason has to do
        }
    }
}
