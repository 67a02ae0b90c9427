package org.voicemail4j.examples.server;

/** The demo went on but did not show what it should. */
final class DemoFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
