package org.voicemail4j.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;

/**
 * Options of mailboxes that stand in no file, such as in the columns of a table, by the rules of voicemail.conf: what a
 * mailbox has of its own goes before what {@code [general@context]} says, that before {@code [general]}. Immutable, for
 * many threads.
 */
public final class MailboxOptions {

    private final ContextOptions around;

    private MailboxOptions(ContextOptions around) {
        this.around = around;
    }

    /** Options of mailboxes for which, and for whose contexts, a file says what else holds; it has their zones, too. */
    public static MailboxOptions beside(VoicemailConf conf) {
        return new MailboxOptions(conf.around());
    }

    /** Options of mailboxes without such a file. */
    public static MailboxOptions over(MailboxPolicy base) {
        return new MailboxOptions(ContextOptions.of(base));
    }

    /** Whether an option of that name is known, whether or not a policy has it; in any case. */
    public static boolean isKnown(String option) {
        return OptionNames.isKnown(option.toLowerCase(Locale.ROOT));
    }

    /** Whether that is one of Asterisk's words for yes. */
    public static boolean isYes(String value) {
        return Options.isYes(value.strip());
    }

    /**
     * The policy that these options make of another one. Options that are not known say nothing.
     *
     * @param options values by names, such as {@code maxmsg} to {@code 100}
     * @param base what holds where no option says anything
     * @param where where they stand, for errors
     * @throws ConfException if a value cannot be used
     */
    public static MailboxPolicy policy(Map<String, String> options, MailboxPolicy base, String where) {
        ContextOptions around = ContextOptions.of(base);
        return policy(around, around.general(), options, option -> where, doubt -> {});
    }

    /**
     * How a mailbox behaves that has those options of its own.
     *
     * @param options values by names, such as {@code maxmsg} to {@code 100}
     * @param where where an option stands, by its name, for errors and doubts
     * @param doubts is told what was passed over or is probably not what its writer meant
     * @throws ConfException if a value cannot be used
     */
    public MailboxPolicy policy(
            MailboxId mailbox, Map<String, String> options, UnaryOperator<String> where, Consumer<ConfWarning> doubts) {
        return policy(around, around.of(mailbox.context()), options, where, doubts);
    }

    private static MailboxPolicy policy(
            ContextOptions around,
            Options holding,
            Map<String, String> options,
            UnaryOperator<String> where,
            Consumer<ConfWarning> doubts) {
        Warnings warnings = new Warnings();
        List<ConfEntry> own = new ArrayList<>();
        options.forEach(
                (name, value) -> own.add(new ConfEntry(name, value.strip(), new Place(where.apply(name), 0), false)));
        Options all = holding.with(Options.byName(own, warnings), warnings);
        Faults faults = new Faults();
        MailboxPolicy policy = new PolicyReader(around.base(), around.spokenTimes(), warnings, faults).read(all);
        faults.throwAny();
        Set<String> places = own.stream().map(entry -> entry.place().file()).collect(Collectors.toSet());
        warnings.collected().stream()
                .filter(doubt -> places.contains(doubt.file())) // those of a file were said when it was read
                .forEach(doubts);
        return policy;
    }
}
