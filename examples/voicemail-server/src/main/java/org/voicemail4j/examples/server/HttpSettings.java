package org.voicemail4j.examples.server;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.voicemail4j.examples.server.http.Tokens;

/**
 * How operators and programs are answered.
 *
 * @param address where to listen
 * @param tokens who may use the API; empty if there is none
 */
record HttpSettings(InetSocketAddress address, Optional<Tokens> tokens) {

    /** The address as somebody would write it. */
    String name() {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
