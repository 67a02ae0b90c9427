package org.voicemail4j.conf;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.mailbox.SystemLists;

/** Makes a {@link VoicemailConf} of a file's sections. Used once. */
final class VoicemailConfReader {

    private static final String GENERAL = "general";
    private static final String GENERAL_OF = "general@";
    private static final String ZONE_MESSAGES = "zonemessages";
    private static final String DIRECTORY_INTRO = "directoryintro";

    private final Warnings warnings = new Warnings();
    private final Faults faults = new Faults();
    private final ConfFile file;
    private final MailboxPolicy base;
    private final boolean besideOthers;
    private final Map<String, SpokenTime> spokenTimes;
    private final Options general;
    private final PolicyReader policies;
    private final MailboxPolicy generalPolicy;
    private final MailboxTable mailboxes;
    private final Map<String, Options> contexts = new HashMap<>();
    private final Map<String, OwnOptions> seen = new HashMap<>();

    /** What a mailbox's line adds to its context; mailboxes of one context with the same text share it. */
    private record OwnOptions(Map<String, String> texts, MailboxPolicy policy) {}

    /**
     * @param besideOthers whether there are mailboxes elsewhere
     */
    VoicemailConfReader(Path path, MailboxPolicy base, boolean besideOthers) {
        this.base = base;
        this.besideOthers = besideOthers;
        this.file = ConfParser.parse(path, warnings);
        this.general = Options.of(distinct(file.section(GENERAL)), warnings);
        this.spokenTimes = spokenTimes();
        this.policies = new PolicyReader(base, spokenTimes, warnings, faults);
        this.generalPolicy = policies.read(general);
        this.mailboxes = new MailboxTable(general.isYes("searchcontexts", false));
    }

    VoicemailConf read() {
        checkSilence();
        String aliasSection =
                general.find("aliasescontext").map(ConfEntry::value).orElse("");
        String listSection = general.find("listscontext").map(ConfEntry::value).orElse("");
        for (ConfSection section : file.sections()) {
            if (!section.isTemplate()
                    && !section.isNamed(GENERAL)
                    && !section.isNamed(ZONE_MESSAGES)
                    && !section.isNamed(aliasSection)
                    && !section.isNamed(listSection)
                    && !isOfContext(section)) {
                readContext(section);
            }
        }
        if (besideOthers) {
            file.sections().forEach(this::readContextOfOthers);
        }
        distinct(file.section(aliasSection)).forEach(this::readAlias);
        distinct(file.section(listSection)).forEach(this::readList);
        checkSections();
        List<AudioFormat> formats = formats();
        faults.throwAny();
        return new VoicemailConf(
                formats,
                generalPolicy,
                Collections.unmodifiableMap(general.texts()),
                contextTexts(),
                ContextOptions.of(base, spokenTimes, general, contexts),
                mailboxes.complete(),
                file.files(),
                warnings.all(file.files()));
    }

    /** A section that is named and not there, or there and named nowhere, is most often misspelt. */
    private void checkSections() {
        for (String option : List.of("aliasescontext", "listscontext")) {
            general.find(option)
                    .filter(entry -> file.section(entry.value()) == null)
                    .ifPresent(entry -> warnings.add(
                            entry.place(),
                            option + " names a section that is not there: " + Place.quoted(entry.value())));
        }
        for (ConfSection section : file.sections()) {
            if (isOfContext(section) && !section.isTemplate() && !isUsed(section)) {
                warnings.add(
                        section.entries().isEmpty()
                                ? file.whole()
                                : section.entries().get(0).place(),
                        "[" + section.name() + "]: no mailbox of such a context is in this file");
            }
        }
    }

    private boolean isUsed(ConfSection section) {
        return contexts.keySet().stream().anyMatch(context -> section.isNamed(GENERAL_OF + context));
    }

    private Map<String, Map<String, String>> contextTexts() {
        Map<String, Map<String, String>> texts = new HashMap<>();
        contexts.forEach((context, options) -> texts.put(context, Collections.unmodifiableMap(options.texts())));
        return texts;
    }

    private Collection<ConfEntry> distinct(@Nullable ConfSection section) {
        return section == null ? List.of() : section.distinct(warnings);
    }

    private Map<String, SpokenTime> spokenTimes() {
        Map<String, SpokenTime> spokenTimes = new HashMap<>();
        for (ConfEntry entry : distinct(file.section(ZONE_MESSAGES))) {
            try {
                spokenTimes.put(entry.name(), SpokenTime.parse(entry, warnings));
            } catch (WrongValueException e) {
                faults.add(e);
            }
        }
        return spokenTimes;
    }

    private void checkSilence() {
        boolean shadowed = !generalPolicy.shortestMessage().isZero()
                && generalPolicy.trailingSilence().compareTo(generalPolicy.shortestMessage()) >= 0;
        general.find("minsecs")
                .filter(entry -> shadowed)
                .ifPresent(entry -> warnings.add(
                        entry.place(), "minsecs is not above maxsilence; callers who say little may not be heard"));
    }

    private List<AudioFormat> formats() {
        Optional<ConfEntry> entry = general.find("format");
        if (entry.isEmpty()) {
            return List.of(AudioFormat.WAV);
        }
        Set<AudioFormat> formats = new LinkedHashSet<>();
        for (String name : entry.get().value().split("[|,]")) {
            AudioFormat.named(name)
                    .ifPresentOrElse(
                            formats::add,
                            () -> warnings.add(
                                    entry.get().place(),
                                    "format " + Place.quoted(name.strip()) + " is not supported; it is passed over"));
        }
        if (formats.isEmpty()) {
            faults.add(entry.get().unexpected("a list like wav49|gsm|wav"));
        }
        return List.copyOf(formats);
    }

    /** {@code [general@sales]} holds for the mailboxes of [sales]. */
    private static boolean isOfContext(ConfSection section) {
        return section.name().toLowerCase(Locale.ROOT).startsWith(GENERAL_OF);
    }

    /** Whoever stands elsewhere may be in any context: what cannot be used is said now. */
    private void readContextOfOthers(ConfSection section) {
        if (isOfContext(section) && !section.isTemplate()) {
            policies.read(options(section.name().substring(GENERAL_OF.length())));
        }
    }

    private Options options(String context) {
        return contexts.computeIfAbsent(context, name -> {
            ConfSection section = file.section(GENERAL_OF + name);
            return section == null ? general : general.with(Options.byName(distinct(section), warnings));
        });
    }

    private void readContext(ConfSection section) {
        if (!MailboxId.isValid(section.name())) {
            warnings.add(
                    section.entries().isEmpty()
                            ? file.whole()
                            : section.entries().get(0).place(),
                    "section " + Place.quoted(section.name()) + " cannot be a context; its mailboxes are passed over");
            return;
        }
        for (ConfEntry entry : distinct(section)) {
            if (!entry.name().equalsIgnoreCase(DIRECTORY_INTRO)) {
                readMailbox(section.name(), entry);
            }
        }
    }

    private void readMailbox(String context, ConfEntry entry) {
        Optional<MailboxId> id = MailboxId.of(context, entry.name());
        if (id.isEmpty()) {
            warnings.add(
                    entry.place(),
                    Place.quoted(entry.name()) + " in [" + context + "] cannot be a mailbox: 1 to 64 letters, digits,"
                            + " . _ + - are expected; it is passed over");
            return;
        }
        Optional<MailboxId> rival = mailboxes.rival(id.get());
        if (rival.isPresent()) {
            warnings.add(
                    entry.place(), "there is a mailbox " + rival.get() + " already; " + id.get() + " is passed over");
            return;
        }
        MailboxLine line = MailboxLine.parse(entry);
        OwnOptions own = ownOptions(line, context);
        try {
            mailboxes.add(line.subscriber(id.get(), own.policy(), warnings), own.texts());
        } catch (ConfException e) { // its PIN
            faults.add(e);
        }
    }

    private OwnOptions ownOptions(MailboxLine line, String context) {
        String shared = context + ' ' + line.optionText();
        OwnOptions known = seen.get(shared);
        if (known != null) {
            return known;
        }
        Map<String, ConfEntry> entries = line.options(warnings);
        Options all = entries.isEmpty() ? options(context) : options(context).with(entries);
        OwnOptions own = new OwnOptions(
                Collections.unmodifiableMap(Options.texts(entries)),
                all.equals(general) ? generalPolicy : policies.read(all));
        seen.put(shared, own);
        return own;
    }

    private void readAlias(ConfEntry entry) {
        Optional<MailboxId> alias = mailboxId(entry.name());
        Optional<MailboxId> mailbox = mailboxId(entry.value()).filter(id -> isThere(id) || besideOthers);
        if (alias.isEmpty() || mailbox.isEmpty()) {
            warnings.add(
                    entry.place(),
                    "alias " + Place.quoted(entry.name()) + " does not lead to a mailbox: "
                            + Place.quoted(entry.value()));
        } else if (mailboxes.rival(alias.get()).isPresent() || mailboxes.hasAlias(alias.get())) {
            warnings.add(entry.place(), "alias " + alias.get() + " is taken; it is passed over");
        } else {
            mailboxes.addAlias(alias.get(), mailboxes.rival(mailbox.get()).orElse(mailbox.get()));
        }
    }

    private boolean isThere(MailboxId id) {
        return mailboxes.rival(id).isPresent();
    }

    /** A number and, after it, the mailboxes on the list, in the list's context unless they name their own. */
    private void readList(ConfEntry entry) {
        Optional<MailboxId> list = mailboxId(entry.name());
        if (list.isEmpty() || mailboxes.rival(list.get()).isPresent()) {
            warnings.add(
                    entry.place(),
                    "list " + Place.quoted(entry.name()) + " is no number, or that of a mailbox; it is passed over");
            return;
        }
        Set<MailboxId> members = new LinkedHashSet<>();
        for (String text : entry.value().split("[,&\\s]+")) {
            Optional<MailboxId> member = text.contains("@")
                    ? mailboxId(text)
                    : MailboxId.of(list.get().context(), text);
            member.flatMap(this::listed)
                    .ifPresentOrElse(
                            members::add,
                            () -> warnings.add(
                                    entry.place(),
                                    Place.quoted(text) + " on list " + list.get()
                                            + " is no mailbox; it is passed over"));
        }
        if (members.size() > SystemLists.MOST_MEMBERS) {
            warnings.add(
                    entry.place(),
                    "list " + list.get() + " has " + members.size() + " members; those after the first "
                            + SystemLists.MOST_MEMBERS + " are passed over");
        }
        mailboxes.addList(
                list.get(), members.stream().limit(SystemLists.MOST_MEMBERS).toList());
    }

    private Optional<MailboxId> listed(MailboxId member) {
        Optional<MailboxId> here = mailboxes.find(member).map(Subscriber::mailbox);
        return here.isEmpty() && besideOthers ? mailboxes.ofAlias(member).or(() -> Optional.of(member)) : here;
    }

    private static Optional<MailboxId> mailboxId(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? MailboxId.of(MailboxId.DEFAULT_CONTEXT, text)
                : MailboxId.of(text.substring(at + 1), text.substring(0, at));
    }
}
