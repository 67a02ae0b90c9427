package org.voicemail4j.conf;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.voicemail4j.mailbox.MailboxPolicy;

/**
 * What holds for mailboxes that stand elsewhere than in a file: the options of its [general] and of each [general@context],
 * its zones, and what holds where it says nothing. Immutable once it is filled.
 *
 * @param base what holds where no option says anything
 * @param spokenTimes the entries of [zonemessages]
 * @param general the options of [general]
 * @param contexts those of [general@context] before them, by contexts in lower case, as the file finds its sections
 */
record ContextOptions(
        MailboxPolicy base, Map<String, SpokenTime> spokenTimes, Options general, Map<String, Options> contexts) {

    ContextOptions {
        spokenTimes = Map.copyOf(spokenTimes);
        contexts = Map.copyOf(contexts);
    }

    /** No file: what holds everywhere is the base. */
    static ContextOptions of(MailboxPolicy base) {
        return new ContextOptions(base, Map.of(), Options.of(Collections.emptyList(), new Warnings()), Map.of());
    }

    static ContextOptions of(
            MailboxPolicy base, Map<String, SpokenTime> spokenTimes, Options general, Map<String, Options> contexts) {
        Map<String, Options> folded = new HashMap<>();
        contexts.forEach((context, options) -> folded.put(context.toLowerCase(Locale.ROOT), options));
        return new ContextOptions(base, spokenTimes, general, folded);
    }

    Options of(String context) {
        return contexts.getOrDefault(context.toLowerCase(Locale.ROOT), general);
    }
}
