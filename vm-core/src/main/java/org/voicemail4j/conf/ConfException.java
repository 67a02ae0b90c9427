package org.voicemail4j.conf;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;

/**
 * A configuration file that cannot be used. The message reads {@code file:line: option, what is wrong with it, what is
 * accepted}, with {@code ;} between several; it never shows a password.
 */
public class ConfException extends VoicemailException {

    private static final long serialVersionUID = 1L;

    private final ConfWarning[] problems;

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
        this(List.of(new ConfWarning(file, line, problem)), cause);
    }

    /**
     * Several at once.
     *
     * @param problems in the order of the file; at least one
     * @param cause what was thrown below, or null if nothing was
     */
    public ConfException(List<ConfWarning> problems, @Nullable Throwable cause) {
        super(problems.stream().map(ConfWarning::toString).collect(Collectors.joining("; ")), cause);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("nothing is wrong");
        }
        this.problems = problems.toArray(ConfWarning[]::new);
    }

    /** Everything that was found to be wrong, at least one; a file that is wrong all over is not looked through to its end. */
    public List<ConfWarning> problems() {
        return List.of(problems);
    }

    /** The file of the first problem, as it was named. */
    public String file() {
        return problems[0].file();
    }

    /** Its line, counted from 1; 0 if the whole file is meant. */
    public int line() {
        return problems[0].line();
    }
}
