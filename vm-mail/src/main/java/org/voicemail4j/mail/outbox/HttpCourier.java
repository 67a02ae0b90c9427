package org.voicemail4j.mail.outbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mail.run.MailThreads;

/**
 * Brings requests to web servers, and says what their answers mean for an outbox: 2xx taken; 408, 425, 429, 5xx and no answer
 * later; anything else never. Redirections are not followed. For many threads; close it after its last use.
 */
public final class HttpCourier implements AutoCloseable {

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int MOST_THREADS = 4;

    private final HttpClient client;
    private final Duration patience;
    private final Optional<ExecutorService> own;

    /**
     * Brings them by that client.
     *
     * @param name of its threads
     * @param client whose owner closes it; null for one of its own
     * @param patience how long an attempt may take
     */
    public HttpCourier(String name, @Nullable HttpClient client, Duration patience) {
        this.patience = patience;
        this.own = client == null ? Optional.of(new MailThreads(name).pool(MOST_THREADS)) : Optional.empty();
        this.client = client == null
                ? HttpClient.newBuilder()
                        .executor(own.orElseThrow())
                        .connectTimeout(patience)
                        .build()
                : client;
    }

    /**
     * An address to which secrets may go.
     *
     * @throws IllegalArgumentException if it is not https, nor http to this machine
     */
    public static URI checked(URI address) {
        boolean secure = "https".equalsIgnoreCase(address.getScheme());
        boolean here = "http".equalsIgnoreCase(address.getScheme()) && HERE.contains(String.valueOf(address.getHost()));
        if (address.getHost() == null || !(secure || here)) {
            throw new IllegalArgumentException("an address is https, or http to this machine, not "
                    + address.getScheme() + "://" + address.getHost());
        }
        return address;
    }

    /**
     * A text as an address to which secrets may go.
     *
     * @throws IllegalArgumentException if it is none, or not https, nor http to this machine; the text, in which a secret may
     *     stand, is not repeated
     */
    public static URI address(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("an address cannot be read"); // without the cause, which has the text
        }
        return checked(address);
    }

    /**
     * Brings one.
     *
     * @param content what the entry says from now on, if it goes another time
     */
    public SendResult send(HttpRequest request, String content) {
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            response.body().close();
            return result(content, response.statusCode());
        } catch (ExecutionException | TimeoutException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new SendResult.Later(content, "no answer: " + cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Later(content, "interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    private static SendResult result(String content, int status) {
        if (status / 100 == 2) {
            return new SendResult.Sent();
        }
        return status >= 500 || PASSING.contains(status)
                ? new SendResult.Later(content, "status " + status)
                : new SendResult.Never(content, "status " + status);
    }

    /** Ends the threads of its own, after the last use. */
    @Override
    public void close() {
        own.ifPresent(ExecutorService::shutdownNow);
    }
}
