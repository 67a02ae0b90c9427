package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Hosts as text: names and addresses, with the brackets that URIs put around IPv6. */
final class Hosts {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    /** As far as that can be said without counting; begins so that nobody looks it up as a name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]{1,44}(%[A-Za-z0-9._-]{1,32})?");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private Hosts() {}

    /** Whether that is an IPv4 or IPv6 address and never needs a name server. */
    static boolean isAddress(String host) {
        return IPV4.matcher(host).matches()
                || (host.indexOf(':') >= 0 && IPV6.matcher(host).matches() && isReadable(host));
    }

    /** Whether the system takes it, its interface included: [1:2] has too few groups. */
    private static boolean isReadable(String ipv6) {
        try {
            return InetAddress.getByName(ipv6) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static boolean isHost(String host) {
        return isAddress(host) || NAME.matcher(host).matches();
    }

    static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static String inUri(String host) {
        return host.indexOf(':') >= 0 ? '[' + host + ']' : host;
    }
}
