package org.voicemail4j.mail.imap;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a FETCH response tells of one message, by its UID. */
record FetchedItem(long uid, Map<String, Object> attributes) {

    static Optional<FetchedItem> of(ImapLine line) {
        if (line.items().size() < 3 || !(line.items().get(2) instanceof List<?> pairs)) {
            return Optional.empty();
        }
        Map<String, Object> attributes = new HashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            if (pairs.get(i) instanceof String name && pairs.get(i + 1) != null) {
                attributes.put(shortened(name.toUpperCase(Locale.ROOT)), pairs.get(i + 1));
            }
        }
        return ImapAnswer.number(attributes.get("UID")).map(uid -> new FetchedItem(uid, attributes));
    }

    /** Whatever part of a body was asked for: a response holds one. */
    private static String shortened(String name) {
        return name.startsWith("BODY[") ? "BODY[]" : name;
    }

    Optional<Set<String>> flags() {
        if (!(attributes.get("FLAGS") instanceof List<?> list)) {
            return Optional.empty();
        }
        Set<String> flags = new HashSet<>();
        for (Object flag : list) {
            if (flag instanceof String text) {
                flags.add(text.toLowerCase(Locale.ROOT));
            }
        }
        return Optional.of(flags);
    }

    /** The octets of a body or a part of it, a character for each. */
    Optional<String> body() {
        return attributes.get("BODY[]") instanceof String text ? Optional.of(text) : Optional.empty();
    }

    @Nullable
    Object structure() {
        return attributes.get("BODYSTRUCTURE");
    }

    String internalDate() {
        return attributes.get("INTERNALDATE") instanceof String text ? text : "";
    }
}
