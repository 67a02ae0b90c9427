package org.voicemail4j.sip;

import java.util.Objects;

/** What happens to the proxies that requests of ours go through. */
public sealed interface ProxyEvent {

    /**
     * A proxy answers, after it did not or for the first time.
     *
     * @param proxy as it is configured
     * @param address where it answers, such as {@code udp:192.0.2.1:5060}
     */
    record Up(String proxy, String address) implements ProxyEvent {
        public Up {
            Objects.requireNonNull(proxy, "proxy");
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * A proxy does not answer any more, or says that it serves nobody now (503); another one is used, if there is one.
     *
     * @param proxy as it is configured
     * @param address where it was asked
     * @param status 503, or 408 if there was no answer
     */
    record Down(String proxy, String address, int status) implements ProxyEvent {
        public Down {
            Objects.requireNonNull(proxy, "proxy");
            Objects.requireNonNull(address, "address");
        }
    }

    /**
     * Nobody says where a proxy is, or there is no such host; what was known before holds on.
     *
     * @param proxy as it is configured
     * @param why what the name servers said
     */
    record NotFound(String proxy, String why) implements ProxyEvent {
        public NotFound {
            Objects.requireNonNull(proxy, "proxy");
            Objects.requireNonNull(why, "why");
        }
    }
}
