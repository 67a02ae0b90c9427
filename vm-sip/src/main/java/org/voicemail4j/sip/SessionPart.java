package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The session description in a message: its body, or a part of a body of several (RFC 5621 §3.1), as gateways send them that
 * pass ISUP or QSIG on. Other parts are left out, unless one must be understood. Immutable.
 */
final class SessionPart {

    private static final Pattern BLANK_LINE = Pattern.compile("\r?\n\r?\n");
    private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]+");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    private static final Pattern REQUIRED = Pattern.compile("(?i);[ \t]*handling[ \t]*=[ \t]*\"?required");
    private static final int MOST_PARTS = 16;
    private static final int LONGEST_BOUNDARY = 70; // RFC 2046 §5.1.1
    private static final int DEEPEST = 3;

    private final boolean understood;
    private final byte[] octets;

    private SessionPart(boolean understood, byte[] octets) {
        this.understood = understood;
        this.octets = octets;
    }

    /** That of any message. */
    static SessionPart of(Message message) {
        byte[] body = message.getRawContent();
        if (body == null || body.length == 0) {
            return new SessionPart(true, new byte[0]);
        }
        if (!(message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)) {
            return new SessionPart(false, new byte[0]);
        }
        if (isDescription(type.getContentType() + '/' + type.getContentSubType())) {
            return new SessionPart(true, body);
        }
        return several(type.getContentType(), type.getParameter("boundary"))
                .map(boundary -> found(text(body), boundary, 1))
                .orElseGet(() -> new SessionPart(false, new byte[0]));
    }

    /** The description that answers ours, whatever its type is said to be. */
    static byte[] answer(Message message) {
        SessionPart part = of(message);
        byte[] body = message.getRawContent();
        return part.understood || body == null ? part.octets : body;
    }

    private static boolean isDescription(String type) {
        return type.equalsIgnoreCase("application/sdp");
    }

    /** The boundary of a body that has several parts. */
    private static Optional<String> several(String type, @Nullable String boundary) {
        return Optional.ofNullable(boundary)
                .filter(known -> type.equalsIgnoreCase("multipart"))
                .map(SessionPart::unquoted)
                .filter(known -> !known.isEmpty() && known.length() <= LONGEST_BOUNDARY);
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Octets as characters, one each. */
    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    private static SessionPart found(String body, String boundary, int depth) {
        SessionPart first = new SessionPart(true, new byte[0]);
        for (String part : parts(body, boundary)) {
            SessionPart read = read(part, depth);
            if (!read.understood) {
                return read;
            }
            first = first.isEmpty() ? read : first;
        }
        return first;
    }

    private static List<String> parts(String body, String boundary) {
        List<String> parts = new ArrayList<>();
        Matcher delimiter = Pattern.compile("(?:\\A|\r?\n)--" + Pattern.quote(boundary) + "(--)?[ \t]*(?=\r?\n|\\z)")
                .matcher(body);
        int begin = -1;
        while (parts.size() < MOST_PARTS && delimiter.find()) {
            if (begin >= 0) {
                parts.add(LINE_END.matcher(body.substring(begin, delimiter.start()))
                        .replaceFirst(""));
            }
            begin = delimiter.end();
            if (delimiter.group(1) != null) {
                break;
            }
        }
        return parts;
    }

    private static SessionPart read(String part, int depth) {
        Matcher blank = BLANK_LINE.matcher(part);
        boolean headed = blank.find();
        String headers =
                FOLD.matcher(headed ? part.substring(0, blank.start()) : "").replaceAll(" ");
        String content = headed ? part.substring(blank.end()) : "";
        String type = header(headers, "content-type");
        String bare = type.split(";", 2)[0].strip();
        String disposition = header(headers, "content-disposition");
        String purpose = disposition.split(";", 2)[0].strip();
        if (isDescription(bare) && (purpose.isEmpty() || purpose.equalsIgnoreCase("session"))) {
            return new SessionPart(true, content.getBytes(StandardCharsets.ISO_8859_1));
        }
        Optional<String> within = depth < DEEPEST ? several(bare.split("/", 2)[0], boundary(type)) : Optional.empty();
        if (within.isPresent()) {
            return found(content, within.get(), depth + 1);
        }
        return new SessionPart(!REQUIRED.matcher(disposition).find(), new byte[0]);
    }

    private static @Nullable String boundary(String type) {
        return NameAddr.parse(type)
                .flatMap(value -> value.parameter("boundary"))
                .orElse(null);
    }

    private static String header(String headers, String name) {
        for (String line : LINE_END.split(headers)) {
            int colon = line.indexOf(':');
            if (colon > 0
                    && line.substring(0, colon).strip().toLowerCase(Locale.ROOT).equals(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return "";
    }

    /** False if there is no description of a session but something else that we cannot pass over. */
    boolean isUnderstood() {
        return understood;
    }

    /** Whether it says nothing of a session. */
    boolean isEmpty() {
        return understood && octets.length == 0;
    }

    /** The description. */
    byte[] octets() {
        return octets.clone();
    }
}
