package org.voicemail4j.examples.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.sip.SipConfig.ListenPoint;
import org.voicemail4j.sip.SipConfig.Transport;

/** Where a server listens for SIP: what {@code --sip} says. */
final class ListenPoints {

    private static final String OPTION = "--sip";

    private ListenPoints() {}

    /**
     * Reads them.
     *
     * @param advertised what {@code --advertise} says
     * @throws UsageException if one is malformed, or needs another option beside it
     */
    static List<ListenPoint> parse(List<String> texts, Optional<String> advertised) {
        List<ListenPoint> points = texts.stream().map(ListenPoints::parse).toList();
        points.stream()
                .filter(point -> address(point).isAnyLocalAddress() && advertised.isEmpty())
                .findFirst()
                .ifPresent(point -> {
                    throw new UsageException(OPTION + ": " + point
                            + " listens on every address, so say by --advertise which one peers send to");
                });
        return points;
    }

    private static ListenPoint parse(String text) {
        try {
            return ListenPoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    OPTION + ": '" + text + "' is not TRANSPORT:HOST:PORT, such as udp:192.0.2.10:5060;"
                            + " udp, tcp or tls, an IP address of this machine and a port up to 65535 are expected",
                    e);
        }
    }

    /**
     * Tries each of them.
     *
     * @throws UnavailableException if one cannot be listened on
     */
    static void requireFree(List<ListenPoint> points) {
        for (ListenPoint point : points) {
            InetSocketAddress place = new InetSocketAddress(address(point), point.port());
            if (point.transport() == Transport.UDP) {
                FreePort.requireUdp(OPTION, point.toString(), place);
            } else {
                FreePort.requireTcp(OPTION, point.toString(), place);
            }
        }
    }

    /** Its address; names are refused where it is read. */
    static InetAddress address(ListenPoint point) {
        try {
            return InetAddress.getByName(point.host());
        } catch (UnknownHostException e) {
            throw new UsageException(OPTION + ": there is no address " + point.host(), e);
        }
    }
}
