package org.voicemail4j.examples.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.examples.server.http.Route.Access;

/**
 * Listens for HTTP and hands requests to routes. The JDK's own server, bounded: so many connections, each with so long to
 * send its request and to read its answer, so that whoever is slow cannot hold it for ever. Whoever opens all
 * connections at once keeps the others out for as long as one has.
 * It speaks no TLS; beyond this machine it belongs behind a proxy that does.
 */
public final class HttpListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    private static final int MOST_CONNECTIONS = 64;
    private static final int BACKLOG = 64;

    /** What the JDK's server can be told by properties alone; one that is set already stays. */
    private static final Map<String, String> LIMITS = Map.of(
            "jdk.httpserver.maxConnections",
            Integer.toString(MOST_CONNECTIONS),
            "sun.net.httpserver.maxReqTime",
            "30",
            "sun.net.httpserver.maxRspTime",
            "600",
            "sun.net.httpserver.idleInterval",
            "30",
            "sun.net.httpserver.maxIdleConnections",
            "16",
            "sun.net.httpserver.drainAmount",
            "1048576",
            "sun.net.httpserver.maxReqHeaders",
            "64",
            "sun.net.httpserver.maxReqHeaderSize",
            "16384");

    private final HttpServer server;
    private final ExecutorService workers;
    private final Router router;
    private final Tokens tokens;

    private HttpListener(HttpServer server, Router router, Tokens tokens) {
        this.server = server;
        this.router = router;
        this.tokens = tokens;
        this.workers = HttpThreads.pool("voicemail-http", MOST_CONNECTIONS);
        server.setExecutor(workers);
        server.createContext("/", this::exchange);
    }

    /**
     * Listens from now on.
     *
     * @throws IOException if nobody can listen there
     */
    public static HttpListener start(InetSocketAddress address, Router router, Tokens tokens) throws IOException {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        HttpListener listener = new HttpListener(HttpServer.create(address, BACKLOG), router, tokens);
        listener.server.start();
        return listener;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** What breaks off an answer goes on to the JDK's server: only there the connection is closed and its place freed. */
    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answered(exchange));
        } catch (IOException e) {
            LOG.debug("{} has gone", exchange.getRemoteAddress(), e);
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.warn("an answer to {} broke off", exchange.getRemoteAddress(), e);
            throw new IOException("an answer broke off", e);
        }
    }

    private Answer answered(HttpExchange exchange) throws IOException {
        try {
            return answer(exchange);
        } catch (Problem e) {
            return Problems.answer(e.status(), e.detail());
        } catch (Router.NotAllowed e) {
            return Problems.answer(405, "not that way: only " + e.allowed()).with("Allow", e.allowed());
        } catch (VoicemailException e) {
            LOG.warn(
                    "{} {} failed",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    e);
            return Problems.answer(503, "what keeps the messages cannot do it now; the log of the server says why")
                    .with("Retry-After", "5");
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {} failed",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    e);
            return Problems.answer(500, "the server failed; its log says why");
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        List<String> segments = Request.segments(exchange.getRequestURI().getRawPath());
        Optional<String> authorization = header(exchange, "Authorization");
        Router.Found found = router.find(exchange.getRequestMethod(), segments);
        Access access = found.route().access();
        if (access != Access.OPEN) {
            Optional<Tokens.Holder> holder = tokens.holder(authorization);
            if (holder.isEmpty()) {
                return Problems.answer(401, "a token is asked for")
                        .with("WWW-Authenticate", "Bearer realm=\"voicemail\"");
            }
            if (access == Access.WRITE && !holder.get().mayChange()) {
                return Problems.answer(403, "this token is for reading alone");
            }
            if (access == Access.WRITE) {
                LOG.info(
                        "{}: {} {}",
                        holder.get().name(),
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath());
            }
        }
        Optional<String> query = Optional.ofNullable(exchange.getRequestURI().getRawQuery());
        InputStream body = exchange.getRequestBody();
        Request request = new Request(
                exchange.getRequestMethod(),
                found.places(),
                Request.parameters(query),
                name -> header(exchange, name),
                body);
        return found.route().handler().answer(request);
    }

    private static Optional<String> header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        if (!answer.headers().containsKey("Cache-Control")) {
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
        }
        try (Answer.Body body = answer.body()) {
            send(exchange, answer.status(), body);
        }
    }

    private static void send(HttpExchange exchange, int status, Answer.Body body) throws IOException {
        long octets = body.octets();
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(octets));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, octets == 0 ? -1 : octets);
        if (octets > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                body.writeTo(out);
            }
        }
    }

    /** Listens no more; their connections gone, requests that are being answered end. */
    @Override
    public void close() {
        server.stop(0);
        HttpThreads.end(workers);
    }
}
