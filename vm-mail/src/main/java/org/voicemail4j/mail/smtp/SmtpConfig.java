package org.voicemail4j.mail.smtp;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;
import org.voicemail4j.mail.run.ElapsedClock;

/** Which SMTP server takes our mail, and how it is spoken to. Immutable. */
public final class SmtpConfig {

    /** Whether the connection is encrypted. */
    public enum Security {
        /** Never. */
        NONE,
        /** By STARTTLS if the server offers it (RFC 3207). */
        STARTTLS_IF_OFFERED,
        /** By STARTTLS, or not at all: the mail waits. */
        STARTTLS,
        /** From the first octet (RFC 8314 §3.3). */
        TLS
    }

    /** How we say who we are. */
    public enum Authentication {
        /** PLAIN or LOGIN with a password, whichever the server knows. */
        PASSWORD,
        /** XOAUTH2 with an access token. */
        XOAUTH2
    }

    final String host;
    final int port;
    final Security security;
    final Authentication authentication;
    final Optional<String> user;
    final Supplier<String> secret;
    final Duration connectTime;
    final Duration answerTime;
    final Duration mailTime;
    final String localHost;
    final int connections;
    final ElapsedClock elapsed;
    final SSLSocketFactory tls;

    private SmtpConfig(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.security =
                builder.security.orElse(builder.user.isPresent() ? Security.STARTTLS : Security.STARTTLS_IF_OFFERED);
        this.authentication = builder.authentication;
        this.user = builder.user;
        this.secret = builder.secret;
        this.connectTime = builder.connectTime;
        this.answerTime = builder.answerTime;
        this.mailTime = builder.mailTime;
        this.localHost = builder.localHost;
        this.connections = builder.connections;
        this.elapsed = builder.elapsed;
        this.tls = builder.tls;
    }

    /** Starts the settings for that server. */
    public static Builder server(String host, int port) {
        return new Builder(host, port);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SmtpConfig[" + host + ':' + port + ", " + security
                + user.map(name -> ", " + name).orElse("") + ']';
    }

    /** Collects the settings. */
    public static final class Builder {

        private final String host;
        private final int port;
        private Optional<Security> security = Optional.empty();
        private Authentication authentication = Authentication.PASSWORD;
        private Optional<String> user = Optional.empty();
        private Supplier<String> secret = () -> "";
        private Duration connectTime = Duration.ofSeconds(10);
        private Duration answerTime = Duration.ofSeconds(60);
        private Duration mailTime = Duration.ofMinutes(3);
        private String localHost = "localhost";
        private int connections = 4;
        private final ElapsedClock elapsed = ElapsedClock.SYSTEM;
        private SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();

        private Builder(String host, int port) {
            this.host = Objects.requireNonNull(host, "host");
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("not a port: " + port);
            }
            this.port = port;
        }

        /** Sets the encryption; if nothing is said, STARTTLS if it is offered, and in any case before a secret is sent. */
        public Builder security(Security security) {
            this.security = Optional.of(security);
            return this;
        }

        /**
         * Sets who we are.
         *
         * @param secret gives the password or access token, asked at each connection: tokens expire
         */
        public Builder login(Authentication authentication, String user, Supplier<String> secret) {
            this.authentication = Objects.requireNonNull(authentication, "authentication");
            this.user = Optional.of(user);
            this.secret = Objects.requireNonNull(secret, "secret");
            return this;
        }

        /**
         * Sets how long to wait.
         *
         * @param connect for a connection
         * @param answer for the next octet of an answer, and for the server to take some
         * @param mail for a mail in all, however slowly octets come, but for the server's last answer: ten minutes are
         *     waited for that in any case (RFC 5321 §4.5.3.2.6); both together below the time for which a sender claims
         */
        public Builder times(Duration connect, Duration answer, Duration mail) {
            for (Duration time : new Duration[] {connect, answer, mail}) {
                if (time.toMillis() < 1 || time.toMillis() > Integer.MAX_VALUE) {
                    throw new IllegalArgumentException("not a time to wait: " + time);
                }
            }
            this.connectTime = connect;
            this.answerTime = answer;
            this.mailTime = mail;
            return this;
        }

        /** Sets the name by which we greet (EHLO). */
        public Builder localHost(String name) {
            this.localHost = Objects.requireNonNull(name, "name");
            return this;
        }

        /** Sets how many connections are kept open for the next mail, 0 to 64; 4 if nothing is said. */
        public Builder connections(int connections) {
            if (connections < 0 || connections > 64) {
                throw new IllegalArgumentException("0 to 64 connections, not " + connections);
            }
            this.connections = connections;
            return this;
        }

        /** Sets what checks the server's certificate; Java's trust store if nothing is said. */
        public Builder tls(SSLSocketFactory tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /** The settings. */
        public SmtpConfig build() {
            return new SmtpConfig(this);
        }
    }
}
