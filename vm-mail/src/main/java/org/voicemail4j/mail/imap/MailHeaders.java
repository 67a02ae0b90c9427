package org.voicemail4j.mail.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The headers of a mail as a server gave them: data of whoever sent it. Names are looked up in any case. */
final class MailHeaders {

    private static final int MOST = 500;

    private final Map<String, List<String>> values = new HashMap<>();

    /** Reads a block of headers, folded or not; what is no header is passed over. */
    static MailHeaders parse(String block) {
        MailHeaders headers = new MailHeaders();
        StringBuilder header = new StringBuilder();
        int count = 0;
        for (String line : block.split("\r?\n", -1)) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                header.append(' ').append(line.strip());
                continue;
            }
            headers.add(header);
            header.setLength(0);
            header.append(line);
            if (++count > MOST) {
                break;
            }
        }
        headers.add(header);
        return headers;
    }

    private void add(CharSequence header) {
        String line = header.toString();
        int colon = line.indexOf(':');
        if (colon > 0) {
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            values.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
    }

    boolean has(String name) {
        return values.containsKey(name.toLowerCase(Locale.ROOT));
    }

    /** The first header of that name, decoded; empty if there is none or it says nothing. */
    Optional<String> first(String name) {
        return all(name).stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** Every header of that name, decoded. */
    List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .map(HeaderText::decode)
                .toList();
    }
}
