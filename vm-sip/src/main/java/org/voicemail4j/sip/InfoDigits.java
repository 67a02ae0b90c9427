package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;
import org.voicemail4j.media.Digit;

/** Keys by SIP INFO: {@code application/dtmf-relay} ({@code Signal=5}) and {@code application/dtmf} ({@code 5}). */
final class InfoDigits {

    private static final int LONGEST = 256;

    private InfoDigits() {}

    static boolean isDtmf(Message message) {
        return subType(message).filter(type -> type.startsWith("dtmf")).isPresent();
    }

    /** The key of a request; empty if it has none, such as a hook flash. */
    static Optional<Digit> read(Message message) {
        byte[] body = message.getRawContent();
        if (body == null || body.length > LONGEST) {
            return Optional.empty();
        }
        String text = new String(body, StandardCharsets.US_ASCII);
        return subType(message)
                .flatMap(type -> type.equals("dtmf-relay") ? signal(text) : Optional.of(text.strip()))
                .flatMap(InfoDigits::digit);
    }

    private static Optional<String> signal(String text) {
        return text.lines()
                .map(line -> line.split("=", 2))
                .filter(pair -> pair.length == 2 && pair[0].strip().equalsIgnoreCase("Signal"))
                .map(pair -> pair[1].strip())
                .findFirst();
    }

    /** A symbol, or the event codes 10 and 11 that some senders write for star and pound. */
    private static Optional<Digit> digit(String text) {
        return switch (text) {
            case "10" -> Optional.of(Digit.STAR);
            case "11" -> Optional.of(Digit.POUND);
            default -> text.length() == 1 ? Digit.of(text.charAt(0)) : Optional.empty();
        };
    }

    private static Optional<String> subType(Message message) {
        return message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type
                        && type.getContentType().equalsIgnoreCase("application")
                ? Optional.of(type.getContentSubType().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
