package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/**
 * Makes what must be sent part of a message's commit. It is written beside the staged message before that is published,
 * and comes into the outbox afterwards: once the {@code .txt} is no longer staged the message is there, and whoever cleans
 * up, this process or the recovery of its death, brings the entries over first, under the ids they got at the beginning.
 */
final class StagedDispatches {

    private static final Logger LOG = LoggerFactory.getLogger(StagedDispatches.class);
    private static final int MOST_DISPATCHES = 16;
    private static final int ROOM = 8192; // most messages send less

    private final DispatchRule rule;
    private final FileOutbox outbox;
    private final LateDispatches late;

    /** @param late what could not be brought into the outbox yet */
    StagedDispatches(DispatchRule rule, FileOutbox outbox, LateDispatches late) {
        this.rule = rule;
        this.outbox = outbox;
        this.late = late;
    }

    /** How much room is to be kept for what a message sends. */
    int room() {
        return rule == DispatchRule.NOTHING ? 0 : ROOM;
    }

    /**
     * Writes down, durably, what that message sends; before it can be published.
     *
     * @return what could not be written for want of room, to be {@link #keep kept} once the message is there: it is no
     *     reason to lose the message, too
     */
    List<OutboxEntry> stage(MailboxId mailbox, Message message, StagedFiles files) throws IOException {
        List<Dispatch> dispatches = rule.of(mailbox, message);
        if (dispatches.size() > MOST_DISPATCHES) {
            throw new IllegalStateException("more than " + MOST_DISPATCHES + " dispatches for " + message.id());
        }
        List<OutboxEntry> entries = outbox.fresh(mailbox, message.id(), dispatches);
        if (entries.isEmpty()) {
            Files.deleteIfExists(files.outbox()); // the room for it
            return List.of();
        }
        try {
            write(entries, files);
            return List.of();
        } catch (IOException e) {
            if (!FreeSpace.ranOut(files.tmp(), e)) {
                throw e;
            }
            Files.deleteIfExists(files.outbox()); // half of it
            return entries;
        }
    }

    private static void write(List<OutboxEntry> entries, StagedFiles files) throws IOException {
        StringBuilder text = new StringBuilder();
        entries.forEach(entry -> text.append(OutboxFile.text(entry)));
        DurableFiles.write(files.outbox(), text.toString().getBytes(StandardCharsets.UTF_8), true);
        DurableFiles.syncDirectory(files.tmp()); // or a power cut could leave the message published and this not named
    }

    /** What a message sends that is there, though nothing could be written down, comes into the outbox once there is room. */
    void keep(MailboxId mailbox, List<OutboxEntry> unwritten) {
        if (!unwritten.isEmpty()) {
            late.addUnwritten(mailbox, unwritten, outbox::put);
        }
    }

    /**
     * Brings over what a published message sends, now or once that can be done; nothing happens if it is not published or
     * sends nothing.
     *
     * @param done is run then
     */
    void adopt(MailboxId mailbox, StagedFiles files, Runnable done) {
        try {
            adopt(files);
        } catch (IOException | RuntimeException e) {
            late.addStaged(mailbox, files, e, () -> {
                adopt(files);
                done.run();
            });
            return;
        }
        done.run();
    }

    private void adopt(StagedFiles files) throws IOException {
        if (isPublished(files)) {
            List<OutboxEntry> entries = entries(files.outbox());
            if (!isEntry(files.outbox(), entries) || !outbox.take(files.outbox(), entries.get(0))) {
                outbox.put(entries);
                Files.deleteIfExists(files.outbox());
            }
        }
    }

    /** Whether the file is, octet for octet, that of the one entry. */
    private static boolean isEntry(Path file, List<OutboxEntry> entries) throws IOException {
        return entries.size() == 1 && OutboxFile.encode(entries.get(0)).length == Files.size(file);
    }

    /** Brings over what a published message sends, where a process that died may have begun it. */
    void adoptAgain(StagedFiles files) throws IOException {
        if (isPublished(files)) {
            outbox.putAgain(entries(files.outbox()));
            Files.deleteIfExists(files.outbox());
        }
    }

    private static boolean isPublished(StagedFiles files) {
        return Files.exists(files.outbox()) && !Files.exists(files.text());
    }

    private static List<OutboxEntry> entries(Path file) throws IOException {
        byte[] octets = DurableFiles.readStart(file, MOST_DISPATCHES * OutboxFile.MOST_BYTES);
        List<OutboxEntry> entries = new ArrayList<>();
        for (String one : new String(octets, StandardCharsets.UTF_8).split("(?<=\nend\n)", -1)) {
            if (!one.isEmpty() && one.charAt(0) != 0) { // room that was kept and not used
                Optional<OutboxEntry> entry = OutboxFile.parse(one, 0, Instant.EPOCH, State.WAITING);
                entry.map(found -> due(found, found.created())).ifPresentOrElse(entries::add, () -> torn(file));
            }
        }
        return entries;
    }

    private static void torn(Path file) {
        LOG.warn("{} is torn; what it says is not sent", file);
    }

    private static OutboxEntry due(OutboxEntry entry, Instant due) {
        return new OutboxEntry(
                entry.id(),
                entry.mailbox(),
                entry.message(),
                entry.dispatch(),
                entry.created(),
                due,
                0,
                State.WAITING,
                "");
    }
}
