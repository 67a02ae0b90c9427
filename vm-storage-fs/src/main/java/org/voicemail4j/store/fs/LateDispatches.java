package org.voicemail4j.store.fs;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.OutboxEntry;

/**
 * What messages send that are in their mailboxes, and that could not be brought into the outbox yet, such as on a full disk.
 * It is tried again whenever the outbox is looked into. What was written down beside the message is the next start's, if it
 * is still here when the process ends; what there was no room to write down is lost then, and told of. For many threads.
 */
final class LateDispatches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateDispatches.class);
    private static final int MOST = 1_000;
    private static final int MOST_FAILURES = 16;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final LockWaitClock clock;
    private final Deque<Late> waiting = new ArrayDeque<>();
    private long tried;
    private boolean retrying;

    /** Brings it into the outbox, or fails as before. */
    interface Step {
        void run() throws IOException;
    }

    /** Puts entries into the outbox. */
    interface Put {
        void entries(List<OutboxEntry> entries) throws IOException;
    }

    /** @param message of which nothing is written down; empty if it is */
    private record Late(MailboxId mailbox, Optional<MessageId> message, Step step) {}

    LateDispatches(LockWaitClock clock) {
        this.clock = clock;
        this.tried = clock.nanos();
    }

    /** It is written down beside the message. */
    void addStaged(MailboxId mailbox, StagedFiles files, Exception why, Step step) {
        if (isKept(new Late(mailbox, Optional.empty(), step))) {
            LOG.warn(
                    "what {} of {} sends cannot be put into the outbox now: {}", files.name(), mailbox, why.toString());
        } else {
            LOG.warn("what {} of {} sends is left to the next start's recovery", files.name(), mailbox, why);
        }
    }

    /** There was no room to write it down. */
    void addUnwritten(MailboxId mailbox, List<OutboxEntry> entries, Put put) {
        MessageId message = entries.get(0).message();
        if (isKept(new Late(mailbox, Optional.of(message), () -> put.entries(entries)))) {
            LOG.warn("the disk is full: what {} of {} sends is sent once there is room", message, mailbox);
        } else {
            lost(mailbox, message);
        }
    }

    private static void lost(MailboxId mailbox, MessageId message) {
        LOG.error("the disk is full: {} is in {}, and no mail or other notice of it will be sent", message, mailbox);
    }

    private synchronized boolean isKept(Late late) {
        return waiting.size() < MOST && waiting.add(late);
    }

    /** Tries all again, not if another does, or did a moment ago. Where many fail, some others come first the next time. */
    void retry() {
        List<Late> all = begin();
        int failures = 0;
        for (Late late : all) {
            if (failures < MOST_FAILURES && !isDone(late)) {
                failures++;
            }
        }
        if (!all.isEmpty()) {
            end();
        }
    }

    private boolean isDone(Late late) {
        try {
            late.step().run();
            LOG.info("what a message of {} sends has come into the outbox", late.mailbox());
            remove(late);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("what a message of {} sends cannot be put into the outbox", late.mailbox(), e);
            putLast(late);
            return false;
        }
    }

    private synchronized List<Late> begin() {
        if (retrying || waiting.isEmpty() || clock.nanos() - tried < PAUSE) {
            return List.of();
        }
        retrying = true;
        return List.copyOf(waiting);
    }

    private synchronized void end() {
        tried = clock.nanos();
        retrying = false;
    }

    private synchronized void remove(Late late) {
        waiting.remove(late);
    }

    private synchronized void putLast(Late late) {
        if (waiting.remove(late)) {
            waiting.add(late);
        }
    }

    /** Tells what nobody will send. */
    @Override
    public void close() {
        List<Late> left;
        synchronized (this) {
            left = List.copyOf(waiting);
            waiting.clear();
        }
        left.forEach(late -> late.message().ifPresent(message -> lost(late.mailbox(), message)));
    }
}
