package org.voicemail4j.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may ask, by a secret that goes with each request (RFC 6750). Only digests are kept, and all of them are compared,
 * each in constant time, so that no answer's time tells how much of a guess was right. Immutable.
 */
public final class Tokens {

    /** Nobody. */
    public static final Tokens NONE = new Tokens(List.of());

    private static final int SHORTEST = 20;
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9._-]{1,64})[ \\t]+([A-Za-z0-9._~+/=-]{1,512})(?:[ \\t]+(read))?[ \\t]*");
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/=-]{1,512}) *");

    private final List<Known> known;

    private Tokens(List<Known> known) {
        this.known = List.copyOf(known);
    }

    /**
     * Whose token it is.
     *
     * @param name as the file calls whoever has it; may be logged
     * @param mayChange whether it is good for more than looking
     */
    public record Holder(String name, boolean mayChange) {}

    private static final class Known {

        private final Holder holder;
        private final byte[] digest;

        Known(Holder holder, byte[] digest) {
            this.holder = holder;
            this.digest = digest;
        }
    }

    /**
     * Reads lines {@code NAME TOKEN} or {@code NAME TOKEN read}; blank ones and those that begin with {@code #} count
     * nothing.
     *
     * @throws IllegalArgumentException if a line is neither, or a token is shorter than 20 characters; it names the line and
     *     does not repeat it
     */
    public static Tokens of(List<String> lines) {
        List<Known> known = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || matcher.group(2).length() < SHORTEST) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + " is not NAME TOKEN or NAME TOKEN read with a token of " + SHORTEST
                                + " to 512 letters, digits and ._~+/=-");
            }
            Holder holder = new Holder(matcher.group(1), matcher.group(3) == null);
            known.add(new Known(holder, digest(matcher.group(2))));
        }
        return new Tokens(known);
    }

    /** Whose token stands in an Authorization header. */
    Optional<Holder> holder(Optional<String> authorization) {
        Matcher matcher = BEARER.matcher(authorization.orElse(""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] digest = digest(matcher.group(1));
        Optional<Holder> holder = Optional.empty();
        for (Known one : known) {
            if (MessageDigest.isEqual(one.digest, digest)) {
                holder = Optional.of(one.holder);
            }
        }
        return holder;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** How many; never which. */
    @Override
    public String toString() {
        return known.size() + " tokens";
    }
}
