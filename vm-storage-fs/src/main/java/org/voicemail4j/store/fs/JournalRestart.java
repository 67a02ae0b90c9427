package org.voicemail4j.store.fs;

import java.util.List;
import java.util.function.Consumer;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.RecoveredMessage;
import org.voicemail4j.store.StoreException;

/** Brings into the queue what is in a journal already: what earlier processes left, and what was parked. */
final class JournalRestart {

    private final JournaledMessageStoreBuilder settings;
    private final SpoolLayout layout;
    private final Owners owners;
    private final DeliveryQueue queue;
    private final Deliverer deliverer;
    private final JournalRecorder recorder;
    private final JournalBudget budget;
    private final Consumer<JournalBox> deliver;

    /** @param deliver is told of each box in which something waits to be delivered */
    JournalRestart(
            JournaledMessageStoreBuilder settings,
            SpoolLayout layout,
            Owners owners,
            DeliveryQueue queue,
            Deliverer deliverer,
            JournalRecorder recorder,
            JournalBudget budget,
            Consumer<JournalBox> deliver) {
        this.settings = settings;
        this.layout = layout;
        this.owners = owners;
        this.queue = queue;
        this.deliverer = deliverer;
        this.recorder = recorder;
        this.budget = budget;
        this.deliver = deliver;
    }

    /** Takes up what earlier processes left; returns what was being recorded when they died. */
    List<RecoveredMessage> takeUp() {
        JournalRecovery journal = recovery();
        Spool.work("recover the journal in", layout.root(), () -> {
            journal.run(LedgeredStore.LEDGER_MEMORY);
            return journal;
        });
        recorder.goOnAfter(journal.order());
        deliverer.countParked(journal.parked());
        for (JournalEntry entry : journal.tooOld()) {
            deliverer.park(
                    queue.box(entry.mailbox()),
                    entry,
                    new StoreException("no ledger remembers whether it was delivered so long ago"));
        }
        wait(journal.waiting());
        return journal.recovered();
    }

    /** Takes up what was parked; returns how many recordings wait again. */
    int retryParked() {
        JournalRecovery journal = recovery();
        List<JournalEntry> unparked = Spool.work("look for what is parked in", layout.root(), journal::unpark);
        deliverer.countParked(deliverer.parked() - unparked.size());
        wait(unparked);
        return unparked.size();
    }

    private void wait(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            budget.add(entry.octets());
            queue.box(entry.mailbox()).add(entry);
        }
        entries.forEach(entry -> deliver.accept(queue.box(entry.mailbox())));
    }

    private JournalRecovery recovery() {
        return new JournalRecovery(layout, owners, settings.observer, settings.clock, recorder.order());
    }
}
