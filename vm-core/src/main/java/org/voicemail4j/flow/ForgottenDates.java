package org.voicemail4j.flow;

import java.time.Instant;
import java.time.LocalDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.Mailbox;

/**
 * Forgets dates of a greeting that has just changed. The greeting is what matters: dates that cannot be forgotten are told
 * of in the log, and make no change fail that was made.
 */
public final class ForgottenDates {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenDates.class);

    private ForgottenDates() {}

    /** Of a greeting that is another one now, those that are over, whoever said them: it would never be heard otherwise. */
    public static void ended(GreetingDates dates, Mailbox owner, GreetingKind kind, Instant now) {
        LocalDateTime there = CallerGreeting.there(owner, now);
        quietly(owner, kind, () -> {
            dates.deleteEnded(owner.id(), kind, there);
            if (dates.areKept() && owner.greetingSchedule().period(kind).hasEnded(there)) { // by the policy
                dates.put(owner.id(), kind, GreetingPeriod.ALWAYS);
            }
        });
    }

    /** Of a greeting that is gone, all. */
    public static void all(GreetingDates dates, Mailbox owner, GreetingKind kind) {
        quietly(owner, kind, () -> dates.delete(owner.id(), kind));
    }

    private static void quietly(Mailbox owner, GreetingKind kind, Runnable forgetting) {
        if (!kind.hasDates()) {
            return;
        }
        try {
            forgetting.run();
        } catch (VoicemailException e) {
            LOG.warn("{}: the dates of the {} greeting cannot be forgotten", owner.id(), kind, e);
        }
    }
}
