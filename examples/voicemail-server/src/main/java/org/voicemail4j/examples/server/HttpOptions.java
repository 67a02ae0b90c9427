package org.voicemail4j.examples.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.examples.server.http.Tokens;
import picocli.CommandLine.Option;

/** The options that say where operators and programs are answered over HTTP. */
final class HttpOptions {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+)):([0-9]{1,5})");

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description =
                    "Where to answer operators and programs over HTTP, such as 127.0.0.1:8080: /metrics, /health and "
                            + "/ready, and with --http-tokens an API for mailboxes. Nowhere unless given. It has no TLS: reachable "
                            + "from elsewhere it belongs behind a proxy that has.")
    private @Nullable String address;

    @Option(
            names = "--http-tokens",
            paramLabel = "FILE",
            description =
                    "Who may use the API: a line NAME TOKEN for each, with the word read behind it for whoever may "
                            + "only look. Read at the start. Without it there is no API.")
    private @Nullable Path tokens;

    /** Where; empty if nowhere. */
    Optional<HttpSettings> settings() {
        if (address == null) {
            if (tokens != null) {
                throw new UsageException("--http-tokens: without --http there is no API");
            }
            return Optional.empty();
        }
        return Optional.of(
                new HttpSettings(address(address), tokens == null ? Optional.empty() : Optional.of(read(tokens))));
    }

    static InetSocketAddress address(String text) {
        Matcher matcher = ADDRESS.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
            throw new UsageException("--http: '" + text + "' is not HOST:PORT, such as 127.0.0.1:8080");
        }
        try {
            InetAddress host = InetAddress.getByName(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
            return new InetSocketAddress(host, Integer.parseInt(matcher.group(3)));
        } catch (UnknownHostException e) {
            throw new UsageException("--http: '" + text + "': there is no host of that name", e);
        }
    }

    private static Tokens read(Path file) {
        try {
            return Tokens.of(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Settings.unreadable("--http-tokens", file, e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--http-tokens: " + file + ": " + e.getMessage(), e);
        }
    }
}
