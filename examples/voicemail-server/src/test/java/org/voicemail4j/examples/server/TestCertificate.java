package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A key and a certificate for the loopback that vouches for itself.
 *
 * @param store both, PKCS #12
 * @param certificate PEM
 * @param key PEM, PKCS #8
 */
record TestCertificate(Path store, Path certificate, Path key) {

    static final String PASSWORD = "changeit";

    /**
     * Makes one.
     *
     * @param folder where its files go
     * @param domain whose certificate it is, beside 127.0.0.1; also the files' name
     */
    static TestCertificate make(Path folder, String domain) throws Exception {
        Path store = folder.resolve(domain + ".p12");
        Path log = folder.resolve("keytool.log");
        Process keytool = new ProcessBuilder((Path.of(System.getProperty("java.home"), "bin", "keytool")
                                + " -genkeypair -keyalg EC -alias ours"
                                + " -dname CN=" + domain + " -ext SAN=ip:127.0.0.1,dns:" + domain
                                + " -validity 2 -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store)
                        .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(keytool.waitFor()).as(Files.readString(log)).isZero();
        KeyStore loaded = load(store);
        return new TestCertificate(
                store,
                pem(
                        folder.resolve(domain + ".crt"),
                        "CERTIFICATE",
                        loaded.getCertificate("ours").getEncoded()),
                pem(
                        folder.resolve(domain + ".key"),
                        "PRIVATE KEY",
                        loaded.getKey("ours", PASSWORD.toCharArray()).getEncoded()));
    }

    private static KeyStore load(Path store) throws GeneralSecurityException, IOException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream octets = Files.newInputStream(store)) {
            loaded.load(octets, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private static Path pem(Path file, String what, byte[] octets) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
