package org.voicemail4j.examples.server;

import org.jspecify.annotations.Nullable;

/** A setting that cannot be used: an option, or a line of a configuration file. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }

    UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
