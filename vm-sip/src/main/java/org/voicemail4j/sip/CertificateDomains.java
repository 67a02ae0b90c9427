package org.voicemail4j.sip;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * For which SIP domains a certificate stands (RFC 5922 §7.1): those of its sip: URIs without user; if it has none, its DNS
 * names; if it has neither, its common name. Wildcards stand for nothing (§7.2). IP addresses that it names stand for
 * themselves, for peers without a name. All in lower case.
 */
final class CertificateDomains {

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;
    private static final Pattern SIP_DOMAIN = Pattern.compile("(?i)sip:([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]+)?");
    private static final Pattern COMMON_NAME = Pattern.compile("(?i)(?:^|,)\\s*CN=([a-z0-9.-]+)(?:,|$)");

    private CertificateDomains() {}

    /** Those that the peer of a session has proved. */
    static Set<String> of(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate ? of(certificate) : Set.of();
        } catch (SSLPeerUnverifiedException e) {
            return Set.of();
        }
    }

    static Set<String> of(X509Certificate certificate) {
        Set<String> uris = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        Set<String> addresses = new TreeSet<>();
        for (List<?> entry : alternatives(certificate)) {
            String value = String.valueOf(entry.get(1)).toLowerCase(Locale.ROOT);
            switch ((Integer) entry.get(0)) {
                case URI -> {
                    Matcher domain = SIP_DOMAIN.matcher(value);
                    if (domain.matches()) {
                        uris.add(Hosts.withoutBrackets(domain.group(1)));
                    }
                }
                case DNS -> names.add(value);
                case IP -> addresses.add(value);
                default -> {}
            }
        }
        Set<String> domains = !uris.isEmpty() ? uris : !names.isEmpty() ? names : commonName(certificate);
        domains.removeIf(name -> name.indexOf('*') >= 0);
        domains.addAll(addresses);
        return domains;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            return all == null ? List.of() : all;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static Set<String> commonName(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
        if (name.find()) {
            names.add(name.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
