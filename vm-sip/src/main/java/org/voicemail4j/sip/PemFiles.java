package org.voicemail4j.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads certificates and keys as text (RFC 7468). */
final class PemFiles {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

    private static final Logger LOG = LoggerFactory.getLogger(PemFiles.class);

    private PemFiles() {}

    /** A store with one key and the chain of its certificate. */
    static KeyStore identity(Path certificates, Path key, char[] password) {
        try {
            KeyStore store = empty();
            store.setKeyEntry("ours", privateKey(key), password, read(certificates));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(certificates + " and " + key, e);
        }
    }

    /** A store of certificates that are believed. */
    static KeyStore certificates(Path file) {
        try {
            KeyStore store = empty();
            int number = 0;
            for (Certificate certificate : read(file)) {
                store.setCertificateEntry("trusted" + ++number, certificate);
            }
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static SipTransportException unreadable(String what, Exception e) {
        return new SipTransportException("cannot read " + what + ": " + e.getMessage(), e);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Certificate[] read(Path file) throws IOException, GeneralSecurityException {
        try (InputStream octets = Files.newInputStream(file)) {
            Certificate[] all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(octets)
                    .toArray(new Certificate[0]);
            if (all.length == 0) {
                throw new GeneralSecurityException("no certificate in it");
            }
            return all;
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher found = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new GeneralSecurityException(
                    "no BEGIN PRIVATE KEY in " + file + "; openssl pkcs8 -topk8 -nocrypt makes one of other forms");
        }
        byte[] octets = Base64.getMimeDecoder().decode(found.group(1));
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(octets));
            } catch (InvalidKeySpecException e) {
                LOG.debug("{} is no key of {}", file, kind);
            }
        }
        throw new GeneralSecurityException("a key of an unknown kind in " + file);
    }
}
