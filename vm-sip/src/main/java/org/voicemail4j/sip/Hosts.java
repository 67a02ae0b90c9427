package org.voicemail4j.sip;

import java.util.regex.Pattern;

/** Hosts as text: names and addresses, with the brackets that URIs put around IPv6. */
final class Hosts {

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    private Hosts() {}

    /** Whether that is an IPv4 or IPv6 address and never needs a name server. */
    static boolean isAddress(String host) {
        return IPV4.matcher(host).matches()
                || (host.indexOf(':') >= 0 && IPV6.matcher(host).matches());
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
