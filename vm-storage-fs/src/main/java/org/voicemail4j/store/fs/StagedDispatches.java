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

    private final DispatchRule rule;
    private final FileOutbox outbox;

    StagedDispatches(DispatchRule rule, FileOutbox outbox) {
        this.rule = rule;
        this.outbox = outbox;
    }

    /** Writes down, durably, what that message sends; before it can be published. */
    void stage(MailboxId mailbox, Message message, StagedFiles files) throws IOException {
        List<Dispatch> dispatches = rule.of(mailbox, message);
        if (dispatches.size() > MOST_DISPATCHES) {
            throw new IllegalStateException("more than " + MOST_DISPATCHES + " dispatches for " + message.id());
        }
        if (!dispatches.isEmpty()) {
            StringBuilder text = new StringBuilder();
            outbox.fresh(mailbox, message.id(), dispatches).forEach(entry -> text.append(OutboxFile.text(entry)));
            DurableFiles.write(files.outbox(), text.toString().getBytes(StandardCharsets.UTF_8), true);
            DurableFiles.syncDirectory(
                    files.tmp()); // or a power cut could leave the message published and this not named
        }
    }

    /** Brings over what a published message sends; nothing happens if it is not published or sends nothing. */
    void adopt(StagedFiles files) throws IOException {
        if (isPublished(files)) {
            outbox.put(entries(files.outbox()));
            Files.deleteIfExists(files.outbox());
        }
    }

    /** As {@link #adopt}, where a process that died may have begun it. */
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
            if (!one.isEmpty()) {
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
