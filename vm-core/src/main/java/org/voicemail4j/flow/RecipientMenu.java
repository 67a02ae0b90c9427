package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.flow.Line.Entry;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.say.SpokenLanguage;
import org.voicemail4j.store.DepositStart;

/**
 * Asks for the mailboxes that shall get a message: their numbers with star between them, pound at the end; star alone
 * cancels. If one of them will not do, all are asked for again.
 */
final class RecipientMenu {

    private static final int ROUNDS = 4;

    private final FlowContext context;
    private final Line line;
    private final Mailbox owner;

    RecipientMenu(Visit visit) {
        this.context = visit.context();
        this.line = visit.line();
        this.owner = visit.mailbox();
    }

    /**
     * Asks.
     *
     * @param envelope what they get
     * @param ownToo whether the owner may be among them
     * @return empty if cancelled or hung up; whoever gets it closes it
     */
    Optional<Outgoing> ask(Envelope envelope, boolean ownToo) {
        List<Prompt> question = Line.named("vm-extension");
        for (int round = 0; round < ROUNDS; round++) {
            Entry entry = line.enter(question);
            if (entry.isHungUp() || entry.isStar()) {
                break;
            }
            Outgoing outgoing = new Outgoing(context);
            Optional<String> excuse = entry.digits().isEmpty()
                    ? Optional.of("vm-pls-try-again")
                    : open(outgoing, find(entry.digits(), ownToo), envelope);
            if (excuse.isEmpty()) {
                return Optional.of(outgoing);
            }
            question = Line.named(excuse.get(), "vm-extension");
        }
        return Optional.empty();
    }

    /** The mailboxes with those numbers, each once; none if one is unknown. */
    private List<Mailbox> find(String numbers, boolean ownToo) {
        Map<MailboxId, Mailbox> found = new LinkedHashMap<>();
        for (String number : numbers.split("\\*+")) {
            Optional<Mailbox> mailbox = MailboxId.of(owner.id().context(), number)
                    .flatMap(context.mailboxes()::find)
                    .filter(candidate -> ownToo || !candidate.id().equals(owner.id()));
            if (mailbox.isEmpty()) {
                return List.of();
            }
            found.put(mailbox.get().id(), mailbox.get());
        }
        return List.copyOf(found.values());
    }

    /** Returns what is said if they cannot all get it. */
    private static Optional<String> open(Outgoing outgoing, List<Mailbox> recipients, Envelope envelope) {
        return recipients.isEmpty()
                ? Optional.of("pbx-invalid")
                : outgoing.open(recipients, envelope)
                        .map(why -> why == DepositStart.Reason.MAILBOX_FULL ? "vm-mailboxfull" : "vm-storefull");
    }

    /** To whom it goes: names where they are recorded, numbers elsewhere. */
    static List<Prompt> readBack(Outgoing outgoing, SpokenLanguage language) {
        List<Prompt> names = new ArrayList<>();
        for (Mailbox recipient : outgoing.recipients()) {
            CallerGreeting.recorded(recipient, GreetingKind.NAME)
                    .ifPresentOrElse(
                            names::add,
                            () -> names.addAll(language.spelled(recipient.id().number())));
        }
        return names;
    }
}
