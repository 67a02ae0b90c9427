package org.voicemail4j.conf;

import java.io.Serializable;
import java.util.Objects;

/**
 * Something in a configuration file that was passed over, or is probably not what its writer meant.
 *
 * @param file the file, as it was named
 * @param line counted from 1; 0 if the whole file is meant
 * @param problem what was found and what came of it
 */
public record ConfWarning(String file, int line, String problem) implements Serializable {
    public ConfWarning {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(problem, "problem");
        if (line < 0) {
            throw new IllegalArgumentException("not a line: " + line);
        }
    }

    /** {@code file:line: problem}. */
    @Override
    public String toString() {
        return line == 0 ? file + ": " + problem : file + ':' + line + ": " + problem;
    }
}
