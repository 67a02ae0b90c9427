package org.voicemail4j.sip;

import java.net.InetAddress;
import java.util.Arrays;

/** What counts as one sender: an IPv4 address, or the 64 bits that one IPv6 subscriber has. */
final class Sources {

    private static final int IPV6_PREFIX = 8;

    private Sources() {}

    static byte[] octets(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length > 4 ? Arrays.copyOf(octets, IPV6_PREFIX) : octets;
    }

    static String key(InetAddress address) {
        return new String(octets(address), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
