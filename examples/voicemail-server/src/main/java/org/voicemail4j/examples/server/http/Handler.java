package org.voicemail4j.examples.server.http;

import java.io.IOException;

/** Does what a request asks for. For many threads. */
@FunctionalInterface
public interface Handler {

    /**
     * Does it.
     *
     * @throws Problem if it cannot be done
     * @throws IOException if the request's body cannot be read
     */
    Answer answer(Request request) throws IOException;
}
