package org.voicemail4j.sip;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;

/**
 * The addresses of record that are told of mailboxes. Several mailboxes may share one: it is told their sum, as far as they
 * are known; a mailbox that has left an address counts there no more. For many threads.
 */
final class AorLamps {

    private final SipConfig config;
    private final SipMessages messages;
    private final NotifyRequests requests;
    private final LampSender sender;
    private final Map<String, AorLine> lines = new ConcurrentHashMap<>();
    private final Map<MailboxId, List<String>> told = new ConcurrentHashMap<>();

    AorLamps(SipConfig config, SipMessages messages, NotifyRequests requests, LampSender sender) {
        this.config = config;
        this.messages = messages;
        this.requests = requests;
        this.sender = sender;
    }

    /** Tells a mailbox's addresses what it holds, even if they know where that is wished. */
    void tell(MailboxId mailbox, List<String> targets, MessageSummary summary, boolean anew) {
        List<String> before = targets.isEmpty() ? told.remove(mailbox) : told.put(mailbox, targets);
        for (String target : targets) {
            AorLine line = lines.computeIfAbsent(target, this::line);
            line.holds(mailbox, summary, sum -> show(line, sum, anew));
        }
        for (String target : before == null ? List.<String>of() : before) {
            AorLine line = lines.get(target);
            if (line != null && !targets.contains(target)) {
                line.leaves(mailbox, sum -> show(line, sum, false));
            }
        }
    }

    /** Has a mailbox's addresses count what it holds when they are told of others. */
    void know(MailboxId mailbox, MessageSummary summary) {
        for (String target : told.getOrDefault(mailbox, List.of())) {
            AorLine line = lines.get(target);
            if (line != null) {
                line.holds(mailbox, summary, sum -> {});
            }
        }
    }

    private AorLine line(String target) {
        return new AorLine(target, config, messages, requests, config.mwi().listener());
    }

    private void show(AorLine line, MessageSummary sum, boolean anew) {
        if (anew) {
            sender.showAnyway(line, Notice.of(sum));
        } else {
            sender.show(line, Notice.of(sum));
        }
    }
}
