package org.voicemail4j.examples.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered with.
 *
 * @param status such as 200
 * @param headers what is said beside the body, {@code Content-Type} among it
 * @param body what is sent
 */
public record Answer(int status, Map<String, String> headers, Body body) {

    private static final Body NOTHING = new Body() {
        @Override
        public long octets() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) {}
    };

    /** Something to send, of known length. */
    public interface Body extends AutoCloseable {

        /** How many octets {@link #writeTo} writes. */
        long octets();

        /** Writes it, once. */
        void writeTo(OutputStream out) throws IOException;

        /** Is called once nobody wants it any more, sent or not. */
        @Override
        default void close() {}
    }

    public Answer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** An answer without a body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), NOTHING);
    }

    /** An answer with a text, in UTF-8. */
    public static Answer text(int status, String mediaType, String text) {
        return octets(status, mediaType, text.getBytes(UTF_8));
    }

    /** An answer with some octets. */
    public static Answer octets(int status, String mediaType, byte[] octets) {
        Body body = new Body() {
            @Override
            public long octets() {
                return octets.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(octets);
            }
        };
        return new Answer(status, Map.of("Content-Type", mediaType), body);
    }

    /** The same with one more header. */
    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }
}
