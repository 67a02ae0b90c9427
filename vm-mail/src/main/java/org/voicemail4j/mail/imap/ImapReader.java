package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server says, and no more of it than may be: the octets for each command, the length of words and the depth
 * of lists are bounded, whatever the server announces. Used by one thread at a time.
 */
final class ImapReader {

    private static final int LONGEST_TEXT = 8 * 1024;
    private static final int LONGEST_WORD = 64 * 1024;
    private static final int DEEPEST = 40;
    private static final int MOST_ITEMS = 400_000;
    private static final Set<String> STATES = Set.of("OK", "NO", "BAD", "BYE", "PREAUTH");

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private long allowed;
    private int items;

    ImapReader(InputStream in) {
        this.in = in;
    }

    /** So many octets may come from now on, and so many lines and parts of them as one answer may have. */
    void allow(long octets) {
        allowed = octets;
        items = 0;
    }

    /** Whether the server has said something that was not read yet. */
    boolean hasMore() {
        return at < end;
    }

    ImapLine read() throws IOException {
        count();
        String tag = word();
        if (tag.equals("+")) {
            return new ImapLine(tag, List.of(), restOfLine());
        }
        expect(' ');
        List<@Nullable Object> found = new ArrayList<>();
        String first = word();
        found.add(first);
        if (STATES.contains(first.toUpperCase(Locale.ROOT))) {
            return new ImapLine(tag, found, restOfLine());
        }
        while (peek() != '\r' && peek() != '\n') {
            if (peek() == ' ') {
                next();
            } else {
                found.add(item(0));
            }
        }
        endOfLine();
        return new ImapLine(tag, found, "");
    }

    private @Nullable Object item(int depth) throws IOException {
        count();
        if (depth > DEEPEST) {
            throw new ImapProtocolException("a response with parts too deep in each other");
        }
        return switch (peek()) {
            case '(' -> list(depth);
            case '"' -> quoted();
            case '{' -> literal();
            case '~' -> literal8();
            default -> atom();
        };
    }

    private void count() throws IOException {
        if (++items > MOST_ITEMS) {
            throw new ImapProtocolException("an answer of too many lines or parts");
        }
    }

    private List<@Nullable Object> list(int depth) throws IOException {
        List<@Nullable Object> list = new ArrayList<>();
        expect('(');
        while (peek() != ')') {
            if (peek() == ' ') {
                next();
            } else {
                list.add(item(depth + 1));
            }
        }
        next();
        return list;
    }

    private @Nullable String atom() throws IOException {
        String word = word();
        if (word.isEmpty()) {
            throw new ImapProtocolException("an unexpected character " + peek());
        }
        return word.equalsIgnoreCase("NIL") ? null : word;
    }

    /** Up to a blank, a parenthesis or the end of the line; what stands in brackets belongs to it whole. */
    private String word() throws IOException {
        StringBuilder word = new StringBuilder();
        boolean inBrackets = false;
        while (true) {
            int c = peek();
            if (c == '\r' || c == '\n' || !inBrackets && (c == ' ' || c == '(' || c == ')')) {
                return word.toString();
            }
            if (c == '[') {
                inBrackets = true;
            } else if (c == ']') {
                inBrackets = false;
            }
            append(word, next(), LONGEST_WORD);
        }
    }

    private String quoted() throws IOException {
        StringBuilder text = new StringBuilder();
        expect('"');
        for (int c = next(); c != '"'; c = next()) {
            if (c == '\r' || c == '\n') {
                throw new ImapProtocolException("a quoted string without end");
            }
            append(text, c == '\\' ? next() : c, LONGEST_WORD);
        }
        return text.toString();
    }

    private String literal8() throws IOException {
        expect('~');
        return literal();
    }

    private String literal() throws IOException {
        expect('{');
        long length = 0;
        int c = next();
        for (; c >= '0' && c <= '9' && length < Integer.MAX_VALUE; c = next()) {
            length = 10 * length + c - '0';
        }
        if (c != '}' || length > allowed) {
            throw new ImapProtocolException("a literal that is malformed or too long: " + length + " octets");
        }
        endOfLine();
        byte[] octets = new byte[(int) length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) next();
        }
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private String restOfLine() throws IOException {
        StringBuilder text = new StringBuilder();
        if (peek() == ' ') {
            next();
        }
        while (peek() != '\r' && peek() != '\n') {
            append(text, next(), LONGEST_TEXT);
        }
        endOfLine();
        return text.toString();
    }

    private static void append(StringBuilder text, int c, int longest) throws IOException {
        if (text.length() >= longest) {
            throw new ImapProtocolException("a word of more than " + longest + " octets");
        }
        text.append((char) c);
    }

    private void endOfLine() throws IOException {
        if (peek() == '\r') {
            next();
        }
        expect('\n');
    }

    private void expect(char wanted) throws IOException {
        int c = next();
        if (c != wanted) {
            throw new ImapProtocolException("not IMAP: octet " + c + " instead of " + (int) wanted);
        }
    }

    private int next() throws IOException {
        int c = peek();
        at++;
        if (--allowed < 0) {
            throw new ImapProtocolException("a response that is too long");
        }
        return c;
    }

    private int peek() throws IOException {
        if (at == end) {
            int count = in.read(buffer, 0, buffer.length);
            if (count <= 0) {
                throw new ImapProtocolException("the server has closed the connection");
            }
            at = 0;
            end = count;
        }
        return buffer[at] & 0xFF;
    }
}
