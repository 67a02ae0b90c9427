package org.voicemail4j.examples.asterisk.agi;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.media.Digit;

/**
 * What an Asterisk answers to a command: {@code 200 result=0 endpos=8000}, {@code 200 result=1 (value)}, {@code 511
 * Command Not Permitted on a dead channel or intercept routine}.
 *
 * @param code 200 if the command was carried out, 510 if it is unknown, 511 if the channel is dead, 520 if it was malformed
 * @param result the number behind {@code result=}; 0 if there is none
 * @param note what stands in parentheses, such as a variable's value or why a recording ended; empty if nothing does
 * @param endPosition samples of the file at which playing or recording ended; 0 if nothing is said of it
 */
record AgiReply(int code, int result, String note, long endPosition) {

    static final int DONE = 200;
    static final int DEAD = 511;

    /** What stands for the answer of a channel that is no more. */
    static final AgiReply GONE = new AgiReply(DEAD, -1, "", 0);

    private static final Pattern CODE = Pattern.compile("(\\d{3})([ -]).*");
    private static final Pattern RESULT = Pattern.compile("result=(-?\\d{1,9})(?!\\d)");
    private static final Pattern NOTE = Pattern.compile("\\((.*)\\)");
    private static final Pattern END = Pattern.compile("endpos=(\\d{1,18})(?!\\d)");

    /**
     * Reads one line, or the first of several.
     *
     * @return empty if that is no answer
     */
    static Optional<AgiReply> parse(String line) {
        Matcher code = CODE.matcher(line);
        if (!code.matches()) {
            return Optional.empty();
        }
        Matcher result = RESULT.matcher(line);
        Matcher note = NOTE.matcher(line);
        Matcher end = END.matcher(line);
        return Optional.of(new AgiReply(
                Integer.parseInt(code.group(1)),
                result.find() ? Integer.parseInt(result.group(1)) : 0,
                note.find() ? note.group(1) : "",
                end.find() ? Long.parseLong(end.group(1)) : 0));
    }

    /** Whether more lines belong to it, up to one that begins with the code and a blank. */
    static boolean goesOn(String line) {
        Matcher code = CODE.matcher(line);
        return code.matches() && code.group(2).equals("-");
    }

    boolean isDone() {
        return code == DONE && result >= 0;
    }

    /** The key that ended the command, if one did. */
    Optional<Digit> key() {
        return code == DONE && result > 0 && result < 128 ? Digit.of((char) result) : Optional.empty();
    }
}
