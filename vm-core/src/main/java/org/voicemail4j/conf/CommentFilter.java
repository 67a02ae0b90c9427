package org.voicemail4j.conf;

/**
 * Takes the comments out of one file's lines: {@code ; to the end of the line} and {@code ;-- nested blocks --;}, with
 * {@code \;} for the character itself.
 */
final class CommentFilter {

    private static final int DEEPEST = 128;

    private int depth;
    private Place opened = new Place("", 0);

    /** What is left of the next line. */
    String strip(String line, Place place) {
        if (depth == 0 && line.indexOf(';') < 0) {
            return line;
        }
        StringBuilder left = new StringBuilder(line.length());
        int from = 0;
        int i = 0;
        while (i < line.length()) {
            if (line.charAt(i) != ';') {
                keep(left, line.charAt(i));
                i++;
            } else if (i > from && line.charAt(i - 1) == '\\') {
                keepEscaped(left);
                i++;
                from = i;
            } else if (line.startsWith(";--", i) && !line.startsWith("-", i + 3)) {
                open(place);
                i += 3;
                from = i;
            } else if (depth == 0) {
                return left.toString();
            } else {
                depth -= i >= from + 2 && line.startsWith("--", i - 2) ? 1 : 0;
                i++;
                from = i;
            }
        }
        return left.toString();
    }

    private void keep(StringBuilder left, char character) {
        if (depth == 0) {
            left.append(character);
        }
    }

    private void keepEscaped(StringBuilder left) {
        if (depth == 0) {
            left.setCharAt(left.length() - 1, ';');
        }
    }

    private void open(Place place) {
        if (depth == 0) {
            opened = place;
        }
        if (++depth > DEEPEST) {
            throw place.error("block comments are nested more than " + DEEPEST + " deep");
        }
    }

    /** Says so if the file ended within a block comment. */
    void end(Warnings warnings) {
        if (depth > 0) {
            warnings.add(
                    opened, "the block comment ';--' that begins here never ends; everything after it is passed over");
        }
    }
}
