package org.voicemail4j.conf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxPolicy;

/** Reads what callers can do besides leaving a message: options of ours, which Asterisk passes over. */
final class CallerReader {

    private final Options options;
    private final MailboxPolicy base;

    CallerReader(Options options, MailboxPolicy base) {
        this.options = options;
        this.base = base;
    }

    void read(MailboxPolicy.Builder policy) {
        policy.exits(exits()).greetWhenFull(options.isYes("greetwhenfull", base.greetWhenFull()));
    }

    /** {@code 1:2000,5:reception}: keys and whom they lead to. */
    private Map<Character, String> exits() {
        Optional<ConfEntry> entry = options.find("exitkeys");
        return entry.isEmpty() ? base.exits() : exits(entry.get());
    }

    private static Map<Character, String> exits(ConfEntry entry) {
        Map<Character, String> exits = new LinkedHashMap<>();
        for (String pair : entry.value().split("[,&]")) {
            String text = pair.strip();
            if (!text.matches("([0-9*A-D]:\\S.{0,127})?")) {
                throw entry.unexpected("keys and whom they lead to, like 1:2000&5:reception");
            }
            if (!text.isEmpty()) {
                exits.put(text.charAt(0), text.substring(2).strip());
            }
        }
        return exits;
    }
}
