package org.voicemail4j.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.Optional;

/**
 * Who we are by TLS, and whom we believe. Read once, when it is made; for other certificates make another endpoint.
 * Immutable; no text form shows a key.
 */
public final class TlsConfig {

    /** Whether peers that connect show a certificate. */
    public enum ClientCertificates {
        /** They are not asked. */
        NONE,
        /** They may; what they show must be good. */
        WANTED,
        /** Without a good one there is no connection. */
        REQUIRED
    }

    final KeyStore identity;
    final char[] password;
    final Optional<KeyStore> trusted;
    final ClientCertificates clients;

    private TlsConfig(KeyStore identity, char[] password, Optional<KeyStore> trusted, ClientCertificates clients) {
        this.identity = identity;
        this.password = password;
        this.trusted = trusted;
        this.clients = clients;
    }

    /**
     * Our certificate and key from a PKCS #12 or JKS file.
     *
     * @param password of the file and of its key; copied
     * @throws SipTransportException if it cannot be read
     */
    public static TlsConfig keyStore(Path file, char[] password) {
        try (InputStream octets = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(octets, password);
            return new TlsConfig(store, password.clone(), Optional.empty(), ClientCertificates.NONE);
        } catch (IOException | GeneralSecurityException e) {
            throw new SipTransportException("cannot read certificate and key from " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Our certificate and key from PEM files.
     *
     * @param certificates ours first, then those of its issuers (RFC 7468 §5)
     * @param key unencrypted, as PKCS #8 (RFC 7468 §10): RSA or elliptic curve
     * @throws SipTransportException if one cannot be read
     */
    public static TlsConfig pem(Path certificates, Path key) {
        char[] password = "unused".toCharArray();
        return new TlsConfig(
                PemFiles.identity(certificates, key, password), password, Optional.empty(), ClientCertificates.NONE);
    }

    /**
     * The same, with whom we believe: issuers of certificates, or certificates themselves, from a PEM file. Without this
     * those that the JVM believes.
     *
     * @throws SipTransportException if it cannot be read
     */
    public TlsConfig trusting(Path certificates) {
        return new TlsConfig(identity, password, Optional.of(PemFiles.certificates(certificates)), clients);
    }

    /** The same, with what is asked of peers that connect; nothing unless set. */
    public TlsConfig clients(ClientCertificates asked) {
        return new TlsConfig(identity, password, trusted, Objects.requireNonNull(asked, "asked"));
    }

    @Override
    public String toString() {
        return "TLS, client certificates " + clients;
    }
}
