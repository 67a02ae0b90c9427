package org.voicemail4j.examples.server;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/**
 * Something that a setting names rightly and that cannot be had now: a port that is taken, a folder that cannot be made, a
 * database that is away. Trying again may help, unlike after a {@link UsageException}.
 */
final class UnavailableException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
