package org.voicemail4j.examples.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** SIGHUP, by which daemons are told to read their configuration again; without a handler it ends a JVM. */
final class HangUpSignal {

    private static final Logger log = LoggerFactory.getLogger(HangUpSignal.class);

    private HangUpSignal() {}

    /** Does something at each signal from now on, in a thread of the JVM's. */
    static void handle(Runnable action) {
        try {
            Signal.handle(new Signal("HUP"), signal -> action.run());
        } catch (IllegalArgumentException e) {
            log.debug("there is no SIGHUP here, or the JVM keeps it for itself (-Xrs)", e);
        }
    }
}
