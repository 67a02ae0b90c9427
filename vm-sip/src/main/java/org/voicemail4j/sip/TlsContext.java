package org.voicemail4j.sip;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Makes secure connections of connections. For many threads. */
final class TlsContext {

    /** What we speak (RFC 9325 §3.1). */
    static final String PROTOCOLS = "TLSv1.3,TLSv1.2";

    /** By which: authenticated ciphers with forward secrecy alone (RFC 9325 §4.2). */
    static final String SUITES = "TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384,"
            + "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,"
            + "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384";

    private final SSLContext context;

    private TlsContext(SSLContext context) {
        this.context = context;
    }

    static TlsContext of(TlsConfig config, DomainCheck domains) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(config.identity, config.password);
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust = {domains.after(chains(config.trusted.orElse(null)))};
            context.init(keys.getKeyManagers(), trust, null);
            return new TlsContext(context);
        } catch (GeneralSecurityException e) {
            throw new SipTransportException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /**
     * @param believed null for those that the JVM believes
     */
    private static X509ExtendedTrustManager chains(@Nullable KeyStore believed) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(believed);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this JVM cannot check certificates"));
    }

    SSLParameters defaults() {
        return context.getSupportedSSLParameters();
    }

    /** The server's side of a connection that was accepted. */
    SSLSocket accepted(Socket below) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(below, null, true);
    }

    /** The client's side of a connection that was made. */
    SSLSocket connected(Socket below) throws IOException {
        String name = DomainCheck.nameOf(below.getInetAddress());
        String host = name.isEmpty() ? below.getInetAddress().getHostAddress() : name;
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(below, host, below.getPort(), true);
        socket.setEnabledCipherSuites(SUITES.split(","));
        return socket;
    }
}
