package org.voicemail4j.conf;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;

/**
 * What a voicemail.conf says: Asterisk's syntax, options and mailbox lines, read once. Immutable; to notice changes read
 * it again, as {@link VoicemailConfDirectory#reload} does.
 *
 * <p>Options stand in {@code [general]}, for the mailboxes of one context in {@code [general@context]} (which Asterisk
 * passes over), and for one mailbox at the end of its line; what stands closer to the mailbox wins, and every option may
 * stand in each of the three places. Sections of the same name are one; a template's value
 * holds where a section has none of its own. What is unknown, doubtful or given twice is passed over with a {@linkplain
 * #warnings warning}; a value that an option does not accept makes the file unusable ({@link ConfException}).
 *
 * <p>The file is trusted in what it includes, and nothing else: its size, lines, depth and number of entries are bounded,
 * mailbox names that could not be a folder's name are passed over, {@code #exec} is refused.
 */
public final class VoicemailConf {

    private final List<AudioFormat> formats;
    private final MailboxPolicy policy;
    private final Map<String, String> general;
    private final Map<String, Map<String, String>> contexts;
    private final ContextOptions around;
    private final MailboxTable mailboxes;
    private final List<Path> files;
    private final List<ConfWarning> warnings;

    VoicemailConf(
            List<AudioFormat> formats,
            MailboxPolicy policy,
            Map<String, String> general,
            Map<String, Map<String, String>> contexts,
            ContextOptions around,
            MailboxTable mailboxes,
            List<Path> files,
            List<ConfWarning> warnings) {
        this.formats = formats;
        this.policy = policy;
        this.general = general;
        this.contexts = Map.copyOf(contexts);
        this.around = around;
        this.mailboxes = mailboxes;
        this.files = files;
        this.warnings = warnings;
    }

    /**
     * Reads a file and those which it includes. What it does not say is as {@link MailboxPolicy#DEFAULT} has it, but in
     * the time zone of this machine.
     *
     * @throws ConfException if it cannot be read or used
     */
    public static VoicemailConf read(Path file) {
        return read(
                file,
                MailboxPolicy.DEFAULT.toBuilder().zone(ZoneId.systemDefault()).build());
    }

    /**
     * Reads a file and those which it includes.
     *
     * @param base what holds where the file says nothing. Its operator is also whom callers reach with {@code
     *     operator=yes}, since the file has no option to name one; if it has none, that is {@code 0}
     * @throws ConfException if the file cannot be read or used
     */
    public static VoicemailConf read(Path file, MailboxPolicy base) {
        return new VoicemailConfReader(file, base, false).read();
    }

    /**
     * As {@link #read(Path, MailboxPolicy)}, where not all mailboxes are in the file: its aliases and lists may lead to
     * others, and a context of which it has options alone is one.
     *
     * @throws ConfException if the file cannot be read or used
     */
    public static VoicemailConf readBesideOthers(Path file, MailboxPolicy base) {
        return new VoicemailConfReader(file, base, true).read();
    }

    ContextOptions around() {
        return around;
    }

    /** In which formats messages are kept ({@code format}), the preferred one first; never empty. */
    public List<AudioFormat> formats() {
        return formats;
    }

    /** How a mailbox without options of its own behaves. */
    public MailboxPolicy policy() {
        return policy;
    }

    /** How one in that context does, where {@code [general@context]} may say more. */
    public MailboxPolicy policy(String context) {
        Options options = around.of(context);
        return options == around.general()
                ? policy
                : new PolicyReader(around.base(), around.spokenTimes(), new Warnings(), new Faults()).read(options);
    }

    /** Every option of {@code [general]} as it is written, names in lower case; those that nothing acts on included. */
    public Map<String, String> general() {
        return general;
    }

    /** An option of {@code [general]}, as it is written. */
    public Optional<String> general(String option) {
        return Optional.ofNullable(general.get(option.toLowerCase(Locale.ROOT)));
    }

    /** Every mailbox, in the order of their ids. */
    public List<Subscriber> subscribers() {
        return mailboxes.subscribers();
    }

    /**
     * The subscriber with that mailbox: with exactly that id, or with that id in another case, or whose alias it is, or
     * (with {@code searchcontexts=yes}, for an id in the default context) with that number in any context. The {@link
     * Subscriber#mailbox} of what was found says the mailbox's own id.
     */
    public Optional<Subscriber> find(MailboxId id) {
        return mailboxes.find(id);
    }

    /** Other names of mailboxes ({@code aliasescontext}): alias to mailbox, in the order of the file. */
    public Map<MailboxId, MailboxId> aliases() {
        return mailboxes.aliases();
    }

    /**
     * Who is on a list of recipients for everybody ({@code listscontext}, an option of our own that names a section of lines
     * like {@code 700@default => 1000,1001}).
     *
     * @return empty if there is no such list
     */
    public Optional<List<MailboxId>> members(MailboxId list) {
        return mailboxes.members(list);
    }

    /** The mailbox to which an alias leads, in whatever case, be the mailbox in this file or not. */
    public Optional<MailboxId> ofAlias(MailboxId alias) {
        return mailboxes.ofAlias(alias);
    }

    /** The options of a mailbox's own line as they are written, names in lower case; empty if it has none. */
    public Map<String, String> options(MailboxId mailbox) {
        return mailboxes.options(mailbox);
    }

    /**
     * An option as it is written where it holds for a mailbox: on its line, else for its context, else in {@code
     * [general]}. Whoever acts on an option that no {@link MailboxPolicy} has, such as those of e-mail, asks here.
     */
    public Optional<String> option(MailboxId mailbox, String option) {
        String name = option.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(options(mailbox).get(name))
                .or(() -> Optional.ofNullable(
                        contexts.getOrDefault(mailbox.context(), general).get(name)));
    }

    /** Where the PIN of a mailbox is kept when its owner changes it ({@code passwordlocation}). */
    public PasswordLocation passwordLocation(MailboxId mailbox) {
        String location = option(mailbox, "passwordlocation").orElse("");
        return location.equalsIgnoreCase("spooldir") ? PasswordLocation.SPOOL_DIR : PasswordLocation.VOICEMAIL_CONF;
    }

    /** Every file that was read, the one asked for first. */
    public List<Path> files() {
        return files;
    }

    /** What was passed over or is doubtful, at most {@value Warnings#MOST} and one that counts the rest. */
    public List<ConfWarning> warnings() {
        return warnings;
    }

    @Override
    public String toString() {
        return "VoicemailConf[" + files.get(0) + ", " + subscribers().size() + " mailboxes]";
    }
}
