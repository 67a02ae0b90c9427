package org.voicemail4j.sip;

import gov.nist.javax.sip.stack.HopImpl;
import java.util.Objects;
import javax.sip.address.Hop;

/**
 * Where a request of ours goes next.
 *
 * @param transport {@code udp}, {@code tcp} or {@code tls}
 * @param host IPv4 or IPv6 address, without brackets
 * @param port 1 to 65535
 */
record SipHop(String transport, String host, int port) {

    SipHop {
        Objects.requireNonNull(transport, "transport");
        if (!Hosts.isAddress(host) || port < 1 || port > 65535) {
            throw new IllegalArgumentException("not an address and a port: '" + LogLine.of(host) + "', " + port);
        }
    }

    boolean isIpv6() {
        return host.indexOf(':') >= 0;
    }

    /** As the stack has it. */
    Hop hop() {
        return new HopImpl(Hosts.inUri(host), port, transport);
    }

    @Override
    public String toString() {
        return transport + ':' + Hosts.inUri(host) + ':' + port;
    }
}
