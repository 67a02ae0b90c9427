package org.voicemail4j.conf;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.voicemail4j.mailbox.MailboxPolicy;

/** Options of mailboxes that stand in no file, such as in the columns of a table, by the rules of voicemail.conf. */
public final class MailboxOptions {

    private MailboxOptions() {}

    /**
     * The policy that these options make of another one. Options that are not known say nothing.
     *
     * @param options values by names, such as {@code maxmsg} to {@code 100}
     * @param base what holds where no option says anything
     * @param where where they stand, for errors
     * @throws ConfException if a value cannot be used
     */
    public static MailboxPolicy policy(Map<String, String> options, MailboxPolicy base, String where) {
        Warnings warnings = new Warnings();
        Place place = new Place(where, 0);
        List<ConfEntry> entries = options.entrySet().stream()
                .map(option -> new ConfEntry(option.getKey(), option.getValue().strip(), place, false))
                .collect(Collectors.toList());
        return new PolicyReader(base, Map.of(), warnings).read(Options.of(entries, warnings));
    }
}
