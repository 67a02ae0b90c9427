package org.voicemail4j.store;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Something that must be sent because of a message: a mail, a page, a request to somebody's web server. What it says is
 * between who asks for it ({@link DispatchRule}) and who sends it; the {@link Outbox} keeps it and does not look inside.
 *
 * @param channel who sends it, such as {@code mail}: 1 to 32 characters of {@code a-z 0-9 -}, the first one a letter
 * @param content what the sender must know, at most {@link #LONGEST_CONTENT} characters; any text without NUL
 */
public record Dispatch(String channel, String content) {

    /** The most characters of content. */
    public static final int LONGEST_CONTENT = 16_384;

    private static final Pattern CHANNEL = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Dispatch {
        Objects.requireNonNull(content, "content");
        if (!CHANNEL.matcher(channel).matches()) {
            throw new IllegalArgumentException("not a channel: '" + channel + "'");
        }
        if (content.length() > LONGEST_CONTENT || content.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("content of " + content.length() + " characters for " + channel
                    + ": at most " + LONGEST_CONTENT + " without NUL");
        }
    }

    /** The same with other content. */
    public Dispatch with(String other) {
        return new Dispatch(channel, other);
    }

    /** Without the content: it is about people. */
    @Override
    public String toString() {
        return "Dispatch[" + channel + ", " + content.length() + " characters]";
    }
}
