package org.voicemail4j.mail.imap;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A socket to an IMAP server, with or without TLS. Whatever is done under {@link #limit} ends in time: when it is over the
 * socket is closed, so that neither a server that sends octet by octet nor one that reads nothing holds anybody up.
 */
final class ImapLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapLink.class);

    private final ImapServer server;
    private final ScheduledExecutorService watch;
    private final Socket plain = new Socket();
    private Socket socket = plain;
    private ImapReader reader;
    private OutputStream out;
    private volatile boolean overdue;

    ImapLink(ImapServer server, ScheduledExecutorService watch, Duration timeout) throws IOException {
        this.server = server;
        this.watch = watch;
        try {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(new InetSocketAddress(server.host(), server.port()), (int) timeout.toMillis());
            this.reader = new ImapReader(plain.getInputStream());
            this.out = new BufferedOutputStream(plain.getOutputStream(), 16 * 1024);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    ImapReader reader() {
        return reader;
    }

    OutputStream out() {
        return out;
    }

    /** Goes over to TLS. What the server said before counts for nothing. */
    void startTls(SSLContext trusted) throws IOException {
        if (reader.hasMore()) {
            throw new ImapProtocolException("the server said something in clear text behind STARTTLS");
        }
        SSLContext context = server.certificateChecked() ? trusted : trustingAnybody();
        SSLSocket secure =
                (SSLSocket) context.getSocketFactory().createSocket(plain, server.host(), server.port(), true);
        if (server.certificateChecked()) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
        }
        socket = secure;
        secure.startHandshake();
        reader = new ImapReader(secure.getInputStream());
        out = new BufferedOutputStream(secure.getOutputStream(), 16 * 1024);
    }

    /** Bounds each single read, for IDLE; zero takes that back. */
    void readFor(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
    }

    private static SSLContext trustingAnybody() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS on this machine", e);
        }
    }

    /** Closes the socket after that time unless the returned limit is closed before. */
    Limit limit(Duration time) throws IOException {
        try {
            Future<?> alarm = watch.schedule(this::hangUp, time.toMillis(), TimeUnit.MILLISECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException e) {
            throw new IOException("the store has been closed", e);
        }
    }

    private void hangUp() {
        overdue = true;
        close();
    }

    /** Whether a limit has run out. */
    boolean isOverdue() {
        return overdue;
    }

    /** A time limit that is running. */
    interface Limit extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void close() {
        try {
            plain.close();
            if (!overdue) {
                socket.close();
            }
        } catch (IOException e) {
            LOG.debug("a connection to {} did not close well", server, e);
        }
    }

    /** For {@code novalidate-cert}. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket peer) {
            // a server is never a client
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket peer) {
            // told not to look
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine peer) {
            // a server is never a client
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine peer) {
            // told not to look
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // a server is never a client
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // told not to look
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
