package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaDirection;

/**
 * Where and whether the other side wants to hear us. A host that is a name is not looked up, for that would block: then
 * sound goes to where the other side's packets come from. The old way to hold a call, 0.0.0.0, is understood.
 *
 * @param rtp where sound goes, or null if that is not known
 * @param rtcp where reports go, or null
 * @param direction as the other side said it
 * @param said host and port as the other side said them: they tell one name from another
 * @param multiplexed whether reports go with the sound, wherever that is (RFC 5761)
 */
record Remote(
        @Nullable InetSocketAddress rtp,
        @Nullable InetSocketAddress rtcp,
        MediaDirection direction,
        String said,
        boolean multiplexed) {

    Remote(InetSocketAddress rtp, @Nullable InetSocketAddress rtcp, MediaDirection direction) {
        this(rtp, rtcp, direction, rtp.toString(), rtp.equals(rtcp));
    }

    static Remote of(MediaAddress address, MediaDirection direction) {
        InetAddress host = literal(address.host());
        String said = address.host().toLowerCase(Locale.ROOT) + ' ' + address.port();
        if (host == null) {
            return new Remote(null, null, direction, said, address.isMultiplexed());
        }
        if (host.isAnyLocalAddress()) {
            return new Remote(null, null, MediaDirection.INACTIVE, said, address.isMultiplexed());
        }
        return new Remote(
                new InetSocketAddress(host, address.port()),
                new InetSocketAddress(host, address.rtcpPort()),
                direction);
    }

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";

    /** Exactly: what is only like an address would be looked up as a name. */
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    /** The address that is written there; null if it is a name. */
    static @Nullable InetAddress literal(String host) {
        if (!isAddress(host)) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Whether that is an address, so that no name server is asked for it. */
    static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    boolean wantsSound() {
        return direction == MediaDirection.SENDRECV || direction == MediaDirection.RECVONLY;
    }
}
