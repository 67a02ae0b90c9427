package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks whose word is taken. Immutable. */
final class TrustedPeers {

    /** Nobody. */
    static final TrustedPeers NONE = new TrustedPeers(List.of());

    private final List<Network> networks;

    private TrustedPeers(List<Network> networks) {
        this.networks = networks;
    }

    /** These and that network: {@code address} or {@code address/bits}. */
    TrustedPeers and(String network) {
        List<Network> more = new ArrayList<>(networks);
        more.add(Network.parse(network));
        return new TrustedPeers(List.copyOf(more));
    }

    boolean isEmpty() {
        return networks.isEmpty();
    }

    boolean contain(@Nullable InetAddress peer) {
        return peer != null && networks.stream().anyMatch(network -> network.contains(peer.getAddress()));
    }

    private static final class Network {

        private final byte[] address;
        private final int bits;

        private Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        static Network parse(String text) {
            int slash = text.indexOf('/');
            String host = Hosts.withoutBrackets(slash < 0 ? text : text.substring(0, slash));
            try {
                if (!Hosts.isAddress(host)) {
                    throw new IllegalArgumentException("not a network: '" + text + "'");
                }
                byte[] address = InetAddress.getByName(host).getAddress();
                int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > address.length * 8) {
                    throw new IllegalArgumentException("not a network: '" + text + "'");
                }
                return new Network(address, bits);
            } catch (UnknownHostException | NumberFormatException e) {
                throw new IllegalArgumentException("not a network: '" + text + "'", e);
            }
        }

        boolean contains(byte[] peer) {
            if (peer.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit & 7);
                if (((peer[bit >> 3] ^ address[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
