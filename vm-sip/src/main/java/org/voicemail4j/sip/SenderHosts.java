package org.voicemail4j.sip;

import gov.nist.core.net.AddressResolver;
import gov.nist.javax.sip.DefaultAddressResolver;
import gov.nist.javax.sip.stack.HopImpl;
import java.util.Locale;
import javax.sip.address.Hop;

/**
 * Keeps the stack from looking up the names that senders give themselves in Via: it would do so to connect to them when a
 * connection has gone, in a thread that others wait for. Answers go back by the connection that the request came by.
 */
final class SenderHosts implements AddressResolver {

    /** Which nobody is asked for, and {@link SipNetwork} does not connect to. */
    private static final String NOWHERE = "0.0.0.0";

    private final AddressResolver usual = new DefaultAddressResolver();

    @Override
    public Hop resolveAddress(Hop hop) {
        Hop known = usual.resolveAddress(hop);
        boolean datagrams = "udp".equals(String.valueOf(hop.getTransport()).toLowerCase(Locale.ROOT));
        return datagrams || Hosts.isAddress(Hosts.withoutBrackets(hop.getHost()))
                ? known
                : new HopImpl(NOWHERE, known.getPort(), known.getTransport());
    }
}
