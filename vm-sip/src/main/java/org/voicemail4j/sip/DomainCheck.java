package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which domain a server that we connect to has to prove by its certificate (RFC 5922 §7.3): the name by which it was looked
 * up. Where it was looked up by something else, or is known by its address alone, it has to prove one of the domains that
 * the configuration names, or that address.
 */
final class DomainCheck {

    private final Set<String> known;

    private DomainCheck(Set<String> known) {
        this.known = known;
    }

    static DomainCheck of(SipConfig config) {
        Set<String> known = new HashSet<>(config.trustedDomains());
        config.proxies().proxies().stream()
                .map(proxy -> proxy.host().toLowerCase(Locale.ROOT))
                .forEach(known::add);
        return new DomainCheck(Set.copyOf(known));
    }

    private void check(X509Certificate certificate, InetAddress server) throws CertificateException {
        Set<String> proved = CertificateDomains.of(certificate);
        String name = nameOf(server);
        boolean right = name.isEmpty()
                ? proved.contains(server.getHostAddress()) || !Collections.disjoint(proved, known)
                : proved.contains(name);
        if (!right) {
            throw new CertificateException("its certificate is for " + proved + ", not for "
                    + (name.isEmpty() ? server.getHostAddress() : name));
        }
    }

    /** The name that was resolved to that address, in lower case; empty if there was none. Asks nobody. */
    static String nameOf(InetAddress address) {
        String text = address.toString();
        return text.substring(0, text.indexOf('/')).toLowerCase(Locale.ROOT);
    }

    /** Checks chains as another does, and servers' domains too. */
    X509ExtendedTrustManager after(X509ExtendedTrustManager chains) {
        return new X509ExtendedTrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
                    throws CertificateException {
                chains.checkClientTrusted(chain, kind, socket);
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
                    throws CertificateException {
                chains.checkServerTrusted(chain, kind, socket);
                check(chain[0], socket.getInetAddress());
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                    throws CertificateException {
                chains.checkClientTrusted(chain, kind, engine);
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
                    throws CertificateException {
                throw new CertificateException("nobody connects so");
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
                chains.checkClientTrusted(chain, kind);
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
                throw new CertificateException("nobody connects so");
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return chains.getAcceptedIssuers();
            }
        };
    }
}
