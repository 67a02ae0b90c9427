package org.voicemail4j.conf;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/**
 * A configuration file that cannot be used. The message reads {@code file:line: option, what is wrong with it, what is
 * accepted}; it never shows a password.
 */
public class ConfException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /**
     * @param file the file, as it was named
     * @param line counted from 1; 0 if the whole file is meant
     * @param problem what is wrong, and what is accepted instead
     */
    public ConfException(String file, int line, String problem) {
        this(file, line, problem, null);
    }

    /**
     * @param file the file, as it was named
     * @param line counted from 1; 0 if the whole file is meant
     * @param problem what is wrong, and what is accepted instead
     * @param cause what was thrown below, or null if nothing was
     */
    public ConfException(String file, int line, String problem, @Nullable Throwable cause) {
        super(new ConfWarning(file, line, problem).toString(), cause);
        this.file = file;
        this.line = line;
    }

    /** The file, as it was named. */
    public String file() {
        return file;
    }

    /** The line, counted from 1; 0 if the whole file is meant. */
    public int line() {
        return line;
    }
}
