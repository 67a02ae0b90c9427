package org.voicemail4j.conf;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxPolicy;

/** Makes a {@link MailboxPolicy} of options. What no option says is as the base policy has it. */
final class PolicyReader {

    private static final String USUAL_OPERATOR = "0";
    private static final int SAID_FROM_MINUTES = 2;
    private static final int USUALLY_KEPT = 100;
    private static final int LONGEST_SKIP = 3_600_000;

    private final MailboxPolicy base;
    private final Map<String, SpokenTime> spokenTimes;
    private final Warnings warnings;
    private final Faults faults;

    /**
     * @param faults is told of values that cannot be used; the policies are worth nothing if there is one
     */
    PolicyReader(MailboxPolicy base, Map<String, SpokenTime> spokenTimes, Warnings warnings, Faults faults) {
        this.base = base;
        this.spokenTimes = spokenTimes;
        this.warnings = warnings;
        this.faults = faults;
    }

    /** Reads on without a value that cannot be used, so that the others are looked at, too. */
    MailboxPolicy read(Options options) {
        Options left = options;
        while (true) {
            try {
                return policy(left);
            } catch (WrongValueException e) {
                faults.add(e);
                left = left.without(e.entry());
            }
        }
    }

    private MailboxPolicy policy(Options options) {
        MailboxPolicy.Builder policy = base.toBuilder();
        readLimits(options, policy);
        readHabits(options, policy);
        new MenuReader(options, base, warnings).read(policy);
        new CallerReader(options, base).read(policy);
        new OwnerReader(options, base).read(policy);
        policy.operator(operator(options, policy.build().exits()));
        policy.internalContexts(internalContexts(options));
        policy.keptDeleted(keptDeleted(options));
        policy.sayDurationFrom(sayDurationFrom(options));
        options.find("tz").ifPresent(entry -> readZone(entry, policy));
        options.find("language").ifPresent(entry -> readLanguage(entry, policy));
        return policy.build();
    }

    private void readLimits(Options options, MailboxPolicy.Builder policy) {
        policy.maxMessages(options.number("maxmsg", 0, 9999, base.maxMessages()))
                .longestMessage(seconds(options, "maxsecs", base.longestMessage()))
                .shortestMessage(seconds(options, "minsecs", base.shortestMessage()))
                .longestGreeting(seconds(options, "maxgreet", base.longestGreeting()))
                .trailingSilence(seconds(options, "maxsilence", base.trailingSilence()))
                .silenceThreshold(options.number("silencethreshold", 0, 32767, base.silenceThreshold()))
                .skipStep(milliseconds(options, "skipms", base.skipStep()))
                .loginAttempts(options.number("maxlogins", 1, 100, base.loginAttempts()));
    }

    private void readHabits(Options options, MailboxPolicy.Builder policy) {
        policy.sayEnvelope(options.isYes("envelope", base.sayEnvelope()))
                .sayCaller(options.isYes("saycid", base.sayCaller()))
                .moveHeard(options.isYes("moveheard", base.moveHeard()))
                .messageWrap(options.isYes("messagewrap", base.messageWrap()))
                .nextAfterCommand(options.isYes("nextaftercmd", base.nextAfterCommand()))
                .sendMessages(options.isYes("sendvoicemail", base.sendMessages()))
                .forwardUrgent(options.isYes("forward_urgent_auto", base.forwardUrgent()))
                .forceName(options.isYes("forcename", base.forceName()))
                .forceGreetings(options.isYes("forcegreetings", base.forceGreetings()))
                .warnTemporary(options.isYes("tempgreetwarn", base.warnTemporary()))
                .review(options.isYes("review", base.review()))
                .leaveUrgent(options.isYes("leaveurgent", base.leaveUrgent()));
    }

    private static Duration seconds(Options options, String name, Duration otherwise) {
        int seconds = options.number(name, 0, Integer.MAX_VALUE, -1);
        return seconds < 0 ? otherwise : Duration.ofSeconds(seconds);
    }

    private static Duration milliseconds(Options options, String name, Duration otherwise) {
        int milliseconds = options.number(name, 0, LONGEST_SKIP, -1);
        return milliseconds < 0 ? otherwise : Duration.ofMillis(milliseconds);
    }

    /** Yes, no, or whom 0 leads to: a number or a URI. Where exitkeys says whom, that is the one with yes. */
    private Optional<String> operator(Options options, Map<Character, String> exits) {
        Optional<ConfEntry> entry = options.find("operator");
        if (entry.filter(one -> !Options.isWord(one.value())).isPresent()) {
            return Optional.of(entry.get().value()).filter(target -> isTarget(target, entry.get()));
        }
        boolean reachable = options.isYes("operator", base.operator().isPresent());
        String usual = base.operator().orElse(USUAL_OPERATOR);
        return reachable ? Optional.of(exits.getOrDefault('0', usual)) : Optional.empty();
    }

    /** A word is more likely one that was to be yes or no than the name of somebody. */
    private boolean isTarget(String target, ConfEntry entry) {
        boolean good = target.matches("(?i)(sips?|tel):[^\\s,]{1,250}|[+*#]?[0-9][0-9*#]{0,63}");
        if (!good) {
            warnings.add(
                    entry.place(),
                    "operator is " + Place.quoted(target) + ", neither yes nor no, nor a number, nor a URI like"
                            + " sip:reception@example.net; it counts as no");
        }
        return good;
    }

    /** A number, or yes for a hundred. */
    private int keptDeleted(Options options) {
        Optional<ConfEntry> entry = options.find("backupdeleted");
        if (entry.isEmpty()) {
            return base.keptDeleted();
        }
        if (entry.get().value().matches("-?[0-9]+")) {
            return options.number("backupdeleted", 0, 9999, 0);
        }
        return options.isYes("backupdeleted", false) ? USUALLY_KEPT : 0;
    }

    private Set<String> internalContexts(Options options) {
        return options.find("cidinternalcontexts")
                .map(entry -> Stream.of(entry.value().split(","))
                        .map(String::strip)
                        .filter(context -> !context.isEmpty())
                        .collect(Collectors.toSet()))
                .orElse(base.internalContexts());
    }

    private Optional<Duration> sayDurationFrom(Options options) {
        boolean said = options.isYes("sayduration", base.sayDurationFrom().isPresent());
        int usual = base.sayDurationFrom().map(from -> (int) from.toMinutes()).orElse(SAID_FROM_MINUTES);
        int minutes = options.number("saydurationm", 0, 1_000_000, usual);
        return said ? Optional.of(Duration.ofMinutes(minutes)) : Optional.empty();
    }

    private void readZone(ConfEntry entry, MailboxPolicy.Builder policy) {
        SpokenTime named = spokenTimes.get(entry.value());
        if (named != null) {
            policy.zone(named.zone()).dateFormat(named.format());
            return;
        }
        SpokenTime.zone(entry.value())
                .ifPresentOrElse(
                        policy::zone,
                        () -> warnings.add(
                                entry.place(),
                                "tz is " + Place.quoted(entry.value())
                                        + ", which [zonemessages] does not have; it is passed over"));
    }

    private void readLanguage(ConfEntry entry, MailboxPolicy.Builder policy) {
        Locale language = Locale.forLanguageTag(entry.value().replace('_', '-'));
        if (language.getLanguage().isEmpty()) {
            warnings.add(
                    entry.place(),
                    "language is " + Place.quoted(entry.value()) + ", not a tag like en or pt_BR; it is passed over");
        } else {
            policy.language(language);
        }
    }
}
