package org.voicemail4j.flow;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.DepositOptions.Opening;
import org.voicemail4j.mailbox.Greeting;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Party;
import org.voicemail4j.say.SpokenLanguage;

/**
 * What a caller hears first. The greeting of an extended absence; else that for special callers, if this is one; else
 * the temporary greeting if there is one and its time has come; else, outside of the owner's
 * hours, the greeting for that; else the owner's busy or unavailable one; else one of
 * ours, with the owner's recorded name or the mailbox number in it.
 *
 * @param prompts what to play
 * @param isRecorded whether the owner recorded all of it
 */
record CallerGreeting(List<Prompt> prompts, boolean isRecorded) {

    /** Nothing at all. */
    static final CallerGreeting NONE = new CallerGreeting(List.of(), false);

    private static final Logger LOG = LoggerFactory.getLogger(CallerGreeting.class);

    static CallerGreeting choose(Mailbox mailbox, Opening opening, CallInfo info, Instant now) {
        if (opening == Opening.NONE) {
            return instead(mailbox, info, now)
                    .map(greeting -> new CallerGreeting(List.of(greeting), true))
                    .orElse(NONE);
        }
        boolean busy = opening == Opening.BUSY
                || (opening == Opening.BY_REASON && info.reason().isBusy());
        GreetingKind usual = busy ? GreetingKind.BUSY : GreetingKind.UNAVAILABLE;
        return instead(mailbox, info, now)
                .or(() -> recorded(mailbox, usual))
                .map(greeting -> new CallerGreeting(List.of(greeting), true))
                .orElseGet(() -> new CallerGreeting(invented(mailbox, usual), false));
    }

    /** Whether callers hear the temporary greeting instead of the usual ones now. */
    static boolean isTemporary(Mailbox mailbox, Instant now) {
        return mailbox.greeting(GreetingKind.TEMPORARY).isPresent()
                && mailbox.greetingSchedule().isTemporary(there(mailbox, now));
    }

    /** What everybody hears while the owner is away for long; empty while that is not so. */
    static Optional<Prompt> ofAbsence(Mailbox mailbox, Instant now) {
        return mailbox.policy().greetingSchedule().absence() == Absence.UNUSED
                ? Optional.empty()
                : ofAbsence(mailbox, there(mailbox, now));
    }

    private static Optional<Prompt> ofAbsence(Mailbox mailbox, LocalDateTime there) {
        return recorded(mailbox, GreetingKind.ABSENCE)
                .filter(greeting -> mailbox.greetingSchedule().isAbsent(there));
    }

    /** The time in the mailbox's zone. */
    static LocalDateTime there(Mailbox mailbox, Instant now) {
        return LocalDateTime.ofInstant(now, mailbox.policy().zone());
    }

    /** The greeting that replaces the usual one now and for this caller, if there is one. */
    private static Optional<Prompt> instead(Mailbox mailbox, CallInfo info, Instant now) {
        return ofAbsence(mailbox, now)
                .or(() -> special(mailbox, info.caller()))
                .or(() -> scheduled(mailbox, there(mailbox, now)));
    }

    private static Optional<Prompt> special(Mailbox mailbox, Party caller) {
        return caller.number()
                .filter(mailbox.policy().greetingSchedule()::isSpecial)
                .flatMap(number -> recorded(mailbox, GreetingKind.SPECIAL));
    }

    /** The greeting that replaces the usual one at that time, if there is one. */
    private static Optional<Prompt> scheduled(Mailbox mailbox, LocalDateTime there) {
        boolean closed = mailbox.policy().greetingSchedule().isClosed(there);
        return recorded(mailbox, GreetingKind.TEMPORARY)
                .filter(greeting -> mailbox.greetingSchedule().isTemporary(there))
                .or(() -> closed ? recorded(mailbox, GreetingKind.CLOSED) : Optional.empty());
    }

    private static List<Prompt> invented(Mailbox mailbox, GreetingKind usual) {
        List<Prompt> prompts = new ArrayList<>();
        recorded(mailbox, GreetingKind.NAME)
                .ifPresentOrElse(prompts::add, () -> prompts.addAll(personAtExtension(mailbox)));
        prompts.add(Prompt.named(usual == GreetingKind.BUSY ? "vm-isonphone" : "vm-isunavail"));
        return prompts;
    }

    private static List<Prompt> personAtExtension(Mailbox mailbox) {
        SpokenLanguage language = SpokenLanguage.of(mailbox.policy().language());
        return Line.join(
                Line.named("vm-theperson"), language.spelled(mailbox.id().number()));
    }

    /** A greeting that cannot be read is as if there were none: it shall not keep anybody from leaving a message. */
    static Optional<Prompt> recorded(Mailbox mailbox, GreetingKind kind) {
        try {
            return mailbox.greeting(kind).map(Greeting::audio).map(Prompt::recorded);
        } catch (VoicemailException e) {
            LOG.warn("{} greeting of {} cannot be read; callers hear another one", kind, mailbox.id(), e);
            return Optional.empty();
        }
    }
}
