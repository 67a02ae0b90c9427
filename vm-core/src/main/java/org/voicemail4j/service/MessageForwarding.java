package org.voicemail4j.service;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.flow.KeptSince;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/** Copies messages into the INBOX of others, without a telephone. For many threads. */
final class MessageForwarding {

    private static final int TURNS = 64;

    private final MessageStore store;
    private final Clock clock;
    private final FlowEvents events;
    private final Lock[] turns =
            Stream.generate(ReentrantLock::new).limit(TURNS).toArray(Lock[]::new);

    MessageForwarding(MessageStore store, Clock clock, FlowEvents events) {
        this.store = store;
        this.clock = clock;
        this.events = events;
    }

    /** One after the other for each recipient, so that each finds the copy that it made. */
    OperationResult forward(Mailbox owner, Message message, Mailbox recipient) {
        Lock turn = turns[Math.floorMod(recipient.id().hashCode(), turns.length)];
        turn.lock();
        try {
            return copyAndTell(owner, message, recipient);
        } finally {
            turn.unlock();
        }
    }

    private OperationResult copyAndTell(Mailbox owner, Message message, Mailbox recipient) {
        List<MessageId> before = inbox(recipient).map(Message::id).toList();
        MoveResult copied = store.copy(
                owner.id(),
                message.id(),
                recipient.id(),
                Folder.INBOX,
                recipient.policy().maxMessages());
        if (copied == MoveResult.DONE) {
            try {
                inbox(recipient)
                        .filter(found -> isCopy(found, message) && !before.contains(found.id()))
                        .findFirst()
                        .flatMap(
                                copy -> store.change(recipient.id(), copy.id(), envelope -> forwarded(owner, envelope)))
                        .ifPresent(copy -> events.forwarded(recipient.id(), copy, owner.id()));
            } finally {
                events.countsChanged(recipient.id());
            }
        }
        return MailboxOperations.result(copied);
    }

    private Stream<Message> inbox(Mailbox mailbox) {
        return store.list(mailbox.id(), Folder.INBOX).stream();
    }

    /** Others may have come at the same time. */
    private static boolean isCopy(Message found, Message message) {
        return found.envelope().received().equals(message.envelope().received())
                && found.envelope().caller().equals(message.envelope().caller());
    }

    /** Nobody there has heard it, it lies there from now on, and it is urgent only if the policy passes that on. */
    private Envelope forwarded(Mailbox owner, Envelope envelope) {
        Envelope.Builder copy = KeptSince.noted(envelope, Folder.INBOX, clock.instant()).toBuilder();
        envelope.heardBy().forEach(copy::unheardBy);
        return owner.policy().forwardUrgent()
                ? copy.build()
                : copy.urgency(Urgency.NORMAL).build();
    }
}
