package org.voicemail4j.sip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;

/**
 * The addresses of record that are told of mailboxes. Several mailboxes may share one: it is told their sum, as far as they
 * are known, unless each has a Message-Account of its own, by which it is told apart; a mailbox that has left an address
 * counts there no more. For many threads.
 */
final class AorLamps {

    private final SipConfig config;
    private final SipMessages messages;
    private final NotifyRequests requests;
    private final LampSender sender;
    private final Map<Place, AorLine> lines = new ConcurrentHashMap<>();
    private final Map<MailboxId, List<Place>> told = new ConcurrentHashMap<>();

    /** An address, and the account by which it tells mailboxes apart, if any. */
    private record Place(String target, Optional<String> account) {}

    AorLamps(SipConfig config, SipMessages messages, NotifyRequests requests, LampSender sender) {
        this.config = config;
        this.messages = messages;
        this.requests = requests;
        this.sender = sender;
    }

    /** Tells a mailbox's addresses what it holds, even if they know where that is wished. */
    void tell(MailboxId mailbox, List<String> targets, MessageSummary summary, boolean anew) {
        Optional<String> account = config.messageAccount().apply(mailbox);
        List<Place> places =
                targets.stream().map(target -> new Place(target, account)).toList();
        List<Place> before = places.isEmpty() ? told.remove(mailbox) : told.put(mailbox, places);
        for (Place place : places) {
            AorLine line = lines.computeIfAbsent(place, this::line);
            line.holds(mailbox, summary, sum -> show(line, sum, anew));
        }
        for (Place place : before == null ? List.<Place>of() : before) {
            AorLine line = lines.get(place);
            if (line != null && !places.contains(place)) {
                line.leaves(mailbox, sum -> show(line, sum, false));
            }
        }
    }

    /** Whether any address was told of a mailbox last. */
    boolean isTold(MailboxId mailbox) {
        return told.containsKey(mailbox);
    }

    /** Has a mailbox's addresses count what it holds when they are told of others. */
    void know(MailboxId mailbox, MessageSummary summary) {
        for (Place place : told.getOrDefault(mailbox, List.of())) {
            AorLine line = lines.get(place);
            if (line != null) {
                line.holds(mailbox, summary, sum -> {});
            }
        }
    }

    private AorLine line(Place place) {
        return new AorLine(
                place.target(),
                place.account(),
                messages,
                requests,
                config.mwi().listener());
    }

    private void show(AorLine line, MessageSummary sum, boolean anew) {
        if (anew) {
            sender.showAnyway(line, Notice.of(sum));
        } else {
            sender.show(line, Notice.of(sum));
        }
    }
}
