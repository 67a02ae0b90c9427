package org.voicemail4j.media;

/**
 * Where a party receives its media.
 *
 * @param host IPv4 or IPv6 address without brackets, or a host name
 * @param port RTP port, 1 to 65535
 * @param rtcpPort RTCP port, 1 to 65535; the same as {@code port} if both share it (RFC 5761)
 */
public record MediaAddress(String host, int port, int rtcpPort) {
    public MediaAddress {
        if (host.isEmpty() || host.length() > 255) {
            throw new IllegalArgumentException("not a host: '" + host + "'");
        }
        if (port < 1 || port > 65535 || rtcpPort < 1 || rtcpPort > 65535) {
            throw new IllegalArgumentException("not a port: " + port + " or " + rtcpPort);
        }
    }

    /** Whether RTP and RTCP share one port. */
    public boolean isMultiplexed() {
        return port == rtcpPort;
    }
}
