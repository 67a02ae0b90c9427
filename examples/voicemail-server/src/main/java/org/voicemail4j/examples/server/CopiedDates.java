package org.voicemail4j.examples.server;

import java.util.Map;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;

/** Copies from when until when owners' greetings are heard, unless the target has dates for the same greeting, or its greeting was erased there. */
final class CopiedDates {

    private CopiedDates() {}

    /** Returns for how many greetings they were copied. */
    static int copy(CopiedStore source, CopiedStore target, MailboxId mailbox) {
        Map<GreetingKind, GreetingPeriod> there = target.owned().dates().all(mailbox);
        int copied = 0;
        for (Map.Entry<GreetingKind, GreetingPeriod> said :
                source.owned().dates().all(mailbox).entrySet()) {
            if (!there.containsKey(said.getKey()) && !isErased(source, target, mailbox, said.getKey())) {
                target.owned().dates().put(mailbox, said.getKey(), said.getValue());
                copied++;
            }
        }
        return copied;
    }

    /** Whether the greeting was erased in the target since it was copied, and its dates with it. */
    private static boolean isErased(CopiedStore source, CopiedStore target, MailboxId mailbox, GreetingKind kind) {
        return source.store().greeting(mailbox, kind).isPresent()
                && target.store().greeting(mailbox, kind).isEmpty();
    }
}
