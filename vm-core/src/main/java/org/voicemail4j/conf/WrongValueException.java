package org.voicemail4j.conf;

import org.jspecify.annotations.Nullable;

/** An option whose value cannot be used: without it, the rest of what it stands among can still be read. */
final class WrongValueException extends ConfException {

    private static final long serialVersionUID = 1L;

    private final transient ConfEntry entry;

    WrongValueException(ConfEntry entry, String problem, @Nullable Throwable cause) {
        super(entry.place().file(), entry.place().line(), problem, cause);
        this.entry = entry;
    }

    ConfEntry entry() {
        return entry;
    }
}
