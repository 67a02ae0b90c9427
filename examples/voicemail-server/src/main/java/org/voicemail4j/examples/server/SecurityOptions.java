package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.sip.DigestAlgorithm;
import org.voicemail4j.sip.MediaEncryption;
import org.voicemail4j.sip.SipAuthentication;
import org.voicemail4j.sip.SipConfig;
import org.voicemail4j.sip.SipLimits;
import org.voicemail4j.sip.SipTransportException;
import org.voicemail4j.sip.TlsConfig;
import picocli.CommandLine.Option;

/** Who a server is, whom it believes, and how much it lets them ask; see docs/security.md. */
final class SecurityOptions implements UnaryOperator<SipConfig.Builder> {

    private static final Logger LOG = LoggerFactory.getLogger(SecurityOptions.class);
    /** So many seconds' requests may come at once. */
    private static final long BURST = 10;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Our certificate and those of its issuers (PEM), or certificate and key together (PKCS #12 with "
                            + "--tls-password-file); needed for --sip tls:HOST:PORT.")
    private @Nullable Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The certificate's key (PEM, PKCS #8, unencrypted).")
    private @Nullable Path tlsKey;

    @Option(
            names = "--tls-password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the password of a PKCS #12 file.")
    private @Nullable Path tlsPasswordFile;

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "Certificates, or their issuers, that are believed (PEM); those of the JVM unless given.")
    private @Nullable Path tlsTrust;

    @Option(
            names = "--tls-clients",
            paramLabel = "none|wanted|required",
            description = "Whether peers that connect by TLS show a certificate, none unless given.")
    private @Nullable String tlsClients;

    @Option(
            names = "--trusted-cert",
            paramLabel = "DOMAIN",
            split = ",",
            description = "Domains for which a peer's certificate makes it trusted as if by --trusted.")
    private List<String> trustedCertificates = List.of();

    @Option(
            names = "--sip-users",
            paramLabel = "FILE",
            description =
                    "Users that may call and subscribe without being trusted, by digest authentication. Lines are "
                            + "user:realm:HASH as htdigest makes them (MD5, or SHA-256 with 64 digits), or "
                            + "user:realm:plain:PASSWORD. All others are refused.")
    private @Nullable Path users;

    @Option(
            names = "--realm",
            paramLabel = "REALM",
            description = "The realm of --sip-users, ${DEFAULT-VALUE} unless given.")
    private String realm = "voicemail";

    @Option(
            names = "--digest",
            paramLabel = "sha-256|md5",
            split = ",",
            defaultValue = "sha-256,md5",
            description =
                    "How --sip-users prove their password, the preferred way first; ${DEFAULT-VALUE} unless given."
                            + " Some old phones understand md5 alone, and only if nothing else is offered.")
    private List<String> digest = List.of();

    @Option(
            names = "--srtp",
            paramLabel = "off|by-tls|by-any|required",
            description =
                    "Whether sound is encrypted: on calls by TLS (${DEFAULT-VALUE}, unless given), on any, never, or "
                            + "nothing else is taken.")
    private String srtp = "by-tls";

    @Option(
            names = "--source-rate",
            paramLabel = "N",
            description =
                    "Requests in a second that one source may send that is not trusted, ${DEFAULT-VALUE} unless given; "
                            + "ten times as many at once.")
    private int sourceRate = SipLimits.DEFAULT.requestsPerSecond();

    @Option(
            names = "--source-connections",
            paramLabel = "N",
            description = "TCP and TLS connections of one source that is not trusted, ${DEFAULT-VALUE} unless given.")
    private int sourceConnections = SipLimits.DEFAULT.connectionsPerSource();

    /** What others set, and these behind it. */
    UnaryOperator<SipConfig.Builder> after(UnaryOperator<SipConfig.Builder> others) {
        return sip -> apply(others.apply(sip));
    }

    @Override
    public SipConfig.Builder apply(SipConfig.Builder sip) {
        tls().ifPresent(sip::tls);
        trustedCertificates.forEach(domain -> Settings.option("--trusted-cert", () -> sip.trustCertificate(domain)));
        if (users != null) {
            sip.authentication(authentication(SipUserFile.read(users)));
        }
        sip.mediaEncryption(choice(MediaEncryption.class, "--srtp", srtp));
        return sip.limits(limits());
    }

    private SipAuthentication authentication(SipUserFile known) {
        SipAuthentication.Builder terms = realm(known);
        if (!known.hasRealm(realm)) {
            LOG.warn(
                    "--sip-users: no line of {} is of the realm '{}' (--realm); nobody who is not trusted can call",
                    users,
                    realm);
        }
        return terms.algorithms(digest.stream()
                        .map(name -> choice(DigestAlgorithm.class, "--digest", name))
                        .toArray(DigestAlgorithm[]::new))
                .build();
    }

    private SipAuthentication.Builder realm(SipUserFile known) {
        try {
            return SipAuthentication.builder(realm, known);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--realm: '" + realm + "' is not a name that can be quoted, of 1 to 128 characters of ASCII", e);
        }
    }

    private SipLimits limits() {
        Settings.atLeast(1, "--source-rate", sourceRate);
        Settings.atLeast(1, "--source-connections", sourceConnections);
        return new SipLimits(
                sourceRate,
                (int) Math.min(BURST * sourceRate, Integer.MAX_VALUE),
                sourceConnections,
                Math.max(sourceConnections, SipLimits.DEFAULT.connections()),
                SipLimits.DEFAULT.idle());
    }

    private Optional<TlsConfig> tls() {
        if (tlsCertificate == null) {
            refuse("--tls-key", tlsKey);
            refuse("--tls-password-file", tlsPasswordFile);
            refuse("--tls-trust", tlsTrust);
            refuse("--tls-clients", tlsClients);
            return Optional.empty();
        }
        Settings.file("--tls-cert", tlsCertificate);
        TlsConfig tls = tlsKey != null ? pem(tlsCertificate, tlsKey) : keyStore(tlsCertificate);
        TlsConfig asking = tlsClients == null
                ? tls
                : tls.clients(choice(TlsConfig.ClientCertificates.class, "--tls-clients", tlsClients));
        return Optional.of(tlsTrust == null ? asking : trusting(asking, tlsTrust));
    }

    boolean hasCertificate() {
        return tlsCertificate != null;
    }

    private static TlsConfig pem(Path certificate, Path key) {
        Settings.file("--tls-key", key);
        return tls("--tls-cert, --tls-key", () -> TlsConfig.pem(certificate, key));
    }

    private static TlsConfig trusting(TlsConfig tls, Path certificates) {
        Settings.file("--tls-trust", certificates);
        return tls("--tls-trust", () -> tls.trusting(certificates));
    }

    private static TlsConfig tls(String option, Supplier<TlsConfig> source) {
        try {
            return source.get();
        } catch (SipTransportException e) {
            throw new UsageException(option + ": " + e.getMessage(), e);
        }
    }

    private static void refuse(String option, @Nullable Object given) {
        if (given != null) {
            throw new UsageException(option + ": needs --tls-cert");
        }
    }

    private TlsConfig keyStore(Path file) {
        if (tlsPasswordFile == null) {
            throw new UsageException("--tls-cert: needs --tls-key, or --tls-password-file for a PKCS #12 file");
        }
        try {
            String password = Files.readAllLines(tlsPasswordFile, StandardCharsets.UTF_8).stream()
                    .findFirst()
                    .orElse("");
            return TlsConfig.keyStore(file, password.toCharArray());
        } catch (SipTransportException e) {
            throw new UsageException(
                    "--tls-cert: no certificate and key can be read from " + file
                            + " with the password in --tls-password-file",
                    e);
        } catch (IOException e) {
            throw Settings.unreadable("--tls-password-file", tlsPasswordFile, e);
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> kind, String option, String text) {
        try {
            return Enum.valueOf(kind, text.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            String known = Arrays.stream(kind.getEnumConstants())
                    .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(", "));
            throw new UsageException(option + ": '" + text + "' is none of " + known, e);
        }
    }
}
