package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.Collections;
import java.util.Optional;

/** Says whose word is taken: by address, or by the certificate that was shown. For many threads. */
final class PeerTrust {

    private final SipConfig config;
    private final Connections connections;

    PeerTrust(SipConfig config, Connections connections) {
        this.config = config;
        this.connections = connections;
    }

    boolean isTrusted(SIPRequest request) {
        InetAddress peer = request.getPeerPacketSourceAddress();
        return config.trusted().contain(peer)
                || (peer != null
                        && !config.trustedDomains().isEmpty()
                        && SipMessages.cameByTls(request)
                        && !Collections.disjoint(
                                config.trustedDomains(),
                                connections.provedDomains(
                                        peer, request.getPeerPacketSourcePort(), request.getLocalPort())));
    }

    /** The sender of a request, before it has proved anything. */
    Peer peer(SIPRequest request) {
        return new Peer(isTrusted(request), Optional.empty());
    }
}
