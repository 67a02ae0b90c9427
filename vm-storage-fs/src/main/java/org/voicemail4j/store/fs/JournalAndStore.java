package org.voicemail4j.store.fs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.store.LedgeredStore;

/** What a store and the journal before it have together: each message once, though it may be on its way. For many threads. */
final class JournalAndStore {

    private final LedgeredStore store;
    private final DeliveryQueue queue;
    private final Deliverer deliverer;

    JournalAndStore(LedgeredStore store, DeliveryQueue queue, Deliverer deliverer) {
        this.store = store;
        this.queue = queue;
        this.deliverer = deliverer;
    }

    List<Message> list(MailboxId mailbox, Folder folder) {
        return together(mailbox, box -> {
            List<Message> messages = new ArrayList<>(store.list(mailbox, folder));
            if (folder == Folder.INBOX && messages.addAll(waiting(box))) {
                messages.sort(Comparator.comparing(message -> !message.isUrgent()));
            }
            return List.copyOf(messages);
        });
    }

    MessageCounts counts(MailboxId mailbox) {
        return together(mailbox, box -> {
            MessageCounts there = store.counts(mailbox);
            List<Message> waiting = waiting(box);
            return new MessageCounts(
                    there.newMessages() + waiting.size(),
                    there.newUrgent() + JournalBox.urgent(waiting),
                    there.oldMessages(),
                    there.oldUrgent());
        });
    }

    /** A greeting that waits replaces another one only once the store has it: it is brought first. */
    boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return queue.box(mailbox).greeting(kind).isEmpty()
                ? store.hasFormerGreeting(mailbox, kind)
                : together(mailbox, box -> box.greeting(kind).isEmpty() && store.hasFormerGreeting(mailbox, kind));
    }

    /** Looks at store and journal while nothing goes from the one to the other; what waits is brought first. */
    <T> T together(MailboxId mailbox, Function<JournalBox, T> look) {
        JournalBox box = queue.box(mailbox);
        box.delivering().lock();
        try {
            deliverer.flush(box);
            return look.apply(box);
        } finally {
            box.delivering().unlock();
            if (!box.delivering().isHeldByCurrentThread()) {
                deliverer.tellChanges();
            }
        }
    }

    /** The messages that wait and are not in the store either, as they may be if its answer was lost. */
    private List<Message> waiting(JournalBox box) {
        return box.messages().stream()
                .filter(entry -> !entry.wasAttempted()
                        || store.find(box.mailbox(), entry.id()).isEmpty())
                .map(JournalEntry::message)
                .toList();
    }
}
