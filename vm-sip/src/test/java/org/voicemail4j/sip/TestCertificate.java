package org.voicemail4j.sip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that vouches for itself, made by the JDK's keytool, with its key. */
final class TestCertificate {

    static final String PASSWORD = "changeit";

    final Path store;
    final Path certificate;
    final Path key;
    private final KeyStore loaded;

    private TestCertificate(Path store, Path certificate, Path key, KeyStore loaded) {
        this.store = store;
        this.certificate = certificate;
        this.key = key;
        this.loaded = loaded;
    }

    /**
     * Makes one.
     *
     * @param alternatives such as {@code dns:proxy.test,ip:127.0.0.1}; empty for the common name alone
     */
    static TestCertificate make(Path folder, String name, String alternatives) {
        Path store = folder.resolve(name + ".p12");
        try {
            ProcessBuilder keytool = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "ours",
                    "-dname",
                    "CN=" + name,
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD);
            if (!alternatives.isEmpty()) {
                keytool.command().add("-ext");
                keytool.command().add("SAN=" + alternatives);
            }
            Process process = keytool.redirectErrorStream(true)
                    .redirectOutput(folder.resolve(name + ".log").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + Files.readString(folder.resolve(name + ".log")));
            }
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            try (InputStream octets = Files.newInputStream(store)) {
                loaded.load(octets, PASSWORD.toCharArray());
            }
            Path certificate = pem(
                    folder.resolve(name + ".crt"),
                    "CERTIFICATE",
                    loaded.getCertificate("ours").getEncoded());
            Path key = pem(
                    folder.resolve(name + ".key"),
                    "PRIVATE KEY",
                    loaded.getKey("ours", PASSWORD.toCharArray()).getEncoded());
            return new TestCertificate(store, certificate, key, loaded);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String kind, byte[] octets) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    X509Certificate x509() {
        try {
            return (X509Certificate) loaded.getCertificate("ours");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows this certificate and believes that one alone. */
    SSLContext believing(TestCertificate peer) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(loaded, PASSWORD.toCharArray());
            return context(keys, peer);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows none and believes this one alone. */
    SSLContext believed() {
        try {
            KeyManagerFactory none = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            none.init(null, null);
            return context(none, this);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyManagerFactory keys, TestCertificate peer) throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("peer", peer.x509());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
            return context;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
