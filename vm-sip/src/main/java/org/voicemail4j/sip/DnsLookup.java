package org.voicemail4j.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

/**
 * Asks the domain name system where a SIP server is (RFC 3263). Its methods block, and are called by threads that do
 * nothing else; for several threads. A text that cannot be a name has no records. {@link #system} is the one that is used unless
 * another is given. The contract is {@code DnsLookupContract} in the test-jar of this module.
 */
public interface DnsLookup {

    /**
     * A record that says by which protocols a domain can be reached (RFC 3403).
     *
     * @param order the lowest is looked at first, 0 to 65535
     * @param preference among those of one order, 0 to 65535
     * @param flags {@code s} if the replacement is a name of SRV records
     * @param service such as {@code SIP+D2U}
     * @param replacement the name to ask for next
     */
    record Naptr(int order, int preference, String flags, String service, String replacement) {
        public Naptr {
            Objects.requireNonNull(flags, "flags");
            Objects.requireNonNull(service, "service");
            Objects.requireNonNull(replacement, "replacement");
        }
    }

    /**
     * A record that names a server (RFC 2782).
     *
     * @param priority the lowest is tried first, 0 to 65535
     * @param weight its share among those of one priority, 0 to 65535
     * @param port 0 to 65535
     * @param target host name; {@code .} or empty if there is no such service
     */
    record Srv(int priority, int weight, int port, String target) {
        public Srv {
            if (weight < 0 || port < 0 || port > 65535) {
                throw new IllegalArgumentException("not a weight and a port: " + weight + ", " + port);
            }
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * The NAPTR records of a domain, in any order; none if there are none.
     *
     * @throws SipTransportException if nobody can say
     */
    List<Naptr> naptr(String domain);

    /**
     * The SRV records of a name such as {@code _sip._udp.example.net}, in any order; none if there are none.
     *
     * @throws SipTransportException if nobody can say
     */
    List<Srv> srv(String name);

    /**
     * The addresses of a host, of either kind; none if there is no such host.
     *
     * @throws SipTransportException if nobody can say
     */
    List<InetAddress> addresses(String host);

    /** The name servers that this host is configured with; addresses also by its hosts file. */
    static DnsLookup system() {
        return new JndiDns("dns:");
    }
}
