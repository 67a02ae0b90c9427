package org.voicemail4j.sip;

import java.util.Objects;
import java.util.Optional;

/**
 * A way out for a request.
 *
 * @param proxy the proxy that it goes through, as it is configured; empty if it goes straight to its target
 * @param route value of the Route header that leads through the proxy
 * @param hop where it is sent
 */
record OutboundWay(Optional<String> proxy, Optional<String> route, SipHop hop) {
    OutboundWay {
        Objects.requireNonNull(proxy, "proxy");
        Objects.requireNonNull(route, "route");
        Objects.requireNonNull(hop, "hop");
    }
}
