package org.voicemail4j.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/** An outbox in memory, for tests and demonstrations: what it keeps dies with it. For many threads. */
public final class InMemoryOutbox implements Outbox {

    private static final Comparator<OutboxEntry> ORDER =
            Comparator.comparing(OutboxEntry::due).thenComparing(OutboxEntry::id);

    private final Map<String, OutboxEntry> entries = new HashMap<>();
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param clock by which entries are due
     * @param random source of the entries' ids; used under the outbox's lock
     */
    public InMemoryOutbox(Clock clock, RandomGenerator random) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.random = Objects.requireNonNull(random, "random");
    }

    @Override
    public synchronized void add(MailboxId mailbox, MessageId message, Dispatch dispatch) {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        String id = HexFormat.of().formatHex(octets);
        Instant now = clock.instant();
        entries.put(id, new OutboxEntry(id, mailbox, message, dispatch, now, now, 0, State.WAITING, ""));
    }

    @Override
    public synchronized List<OutboxEntry> claim(int most, Duration claim) {
        Instant now = clock.instant();
        List<OutboxEntry> due = entries.values().stream()
                .filter(entry -> entry.state() == State.WAITING && !entry.due().isAfter(now))
                .sorted(ORDER)
                .limit(most)
                .toList();
        List<OutboxEntry> claimed = new ArrayList<>();
        for (OutboxEntry entry : due) {
            claimed.add(put(entry, entry.dispatch(), now.plus(claim), entry.attempts() + 1, State.WAITING, ""));
        }
        return List.copyOf(claimed);
    }

    @Override
    public synchronized void sent(OutboxEntry claimed) {
        entries.remove(claimed.id());
    }

    @Override
    public synchronized void postpone(OutboxEntry claimed, String content, Instant due, String reason) {
        change(
                claimed,
                entry -> put(entry, entry.dispatch().with(content), due, entry.attempts(), State.WAITING, reason));
    }

    @Override
    public synchronized void bury(OutboxEntry claimed, String reason) {
        change(claimed, entry -> put(entry, entry.dispatch(), entry.due(), entry.attempts(), State.DEAD, reason));
    }

    private void change(OutboxEntry claimed, Consumer<OutboxEntry> change) {
        Optional.ofNullable(entries.get(claimed.id()))
                .filter(entry -> entry.attempts() == claimed.attempts())
                .ifPresent(change);
    }

    private OutboxEntry put(
            OutboxEntry entry, Dispatch dispatch, Instant due, int attempts, State state, String reason) {
        OutboxEntry changed = new OutboxEntry(
                entry.id(),
                entry.mailbox(),
                entry.message(),
                dispatch,
                entry.created(),
                due,
                attempts,
                state,
                reason.isEmpty() ? entry.reason() : reason);
        entries.put(changed.id(), changed);
        return changed;
    }

    @Override
    public synchronized List<OutboxEntry> list(int most) {
        return entries.values().stream().sorted(ORDER).limit(most).toList();
    }

    @Override
    public synchronized boolean retry(String id) {
        OutboxEntry entry = entries.get(id);
        if (entry != null) {
            put(entry, entry.dispatch(), clock.instant(), entry.attempts(), State.WAITING, "");
        }
        return entry != null;
    }

    @Override
    public synchronized boolean drop(String id) {
        return entries.remove(id) != null;
    }
}
