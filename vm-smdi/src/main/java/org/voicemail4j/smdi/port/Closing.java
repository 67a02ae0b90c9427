package org.voicemail4j.smdi.port;

import java.io.Closeable;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what can do no worse than to refuse. */
final class Closing {

    private static final Logger log = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void of(Closeable what) {
        try {
            what.close();
        } catch (IOException e) {
            log.debug("closing {}: {}", what, e.getMessage());
        }
    }
}
