package org.voicemail4j.flow;

import java.util.Optional;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;

/** Asks a caller for which mailbox the message is, three times at most. */
final class MailboxQuestion {

    private static final int ROUNDS = 3;

    private final FlowContext context;
    private final Line line;
    private final CallInfo info;

    MailboxQuestion(FlowContext context, Line line, CallInfo info) {
        this.context = context;
        this.line = line;
        this.info = info;
    }

    Optional<Mailbox> ask() {
        context.mailboxes().policy(info.context()).ifPresent(line::speakAs);
        Entry entry = line.enter(Line.named("vm-whichbox"));
        Optional<Mailbox> found = find(entry);
        for (int round = 1; round < ROUNDS && found.isEmpty() && !entry.isHungUp(); round++) {
            entry = line.enter(Line.named("pbx-invalid", "vm-whichbox"));
            found = find(entry);
        }
        return found;
    }

    private Optional<Mailbox> find(Entry entry) {
        return MailboxId.of(info.context(), entry.digits()).flatMap(context.mailboxes()::find);
    }
}
