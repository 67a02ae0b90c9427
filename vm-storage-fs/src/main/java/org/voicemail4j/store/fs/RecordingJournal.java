package org.voicemail4j.store.fs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;

/**
 * What must be known of a recording in progress to deliver it without the process that took it.
 *
 * @param owner whose it is ({@link Owners})
 * @param shortest a message below this length is not delivered by recovery
 * @param formats its renditions, the preferred one first
 * @param greeting which greeting it is; empty for a message
 * @param id the message's id, or the recording's name
 * @param envelope the message's envelope as far as it was known
 * @param folder where the message belongs
 * @param key of the delivery, if it is one
 * @param order a number that grows from recording to recording of a journal, by which they are delivered; or 0
 */
record RecordingJournal(
        String owner,
        Duration shortest,
        List<AudioFormat> formats,
        Optional<GreetingKind> greeting,
        MessageId id,
        Envelope envelope,
        Folder folder,
        Optional<DeliveryKey> key,
        long order) {

    private static final String SECTION = "journal";

    RecordingJournal {
        formats = List.copyOf(formats);
    }

    RecordingJournal(
            String owner,
            Duration shortest,
            List<AudioFormat> formats,
            Optional<GreetingKind> greeting,
            MessageId id,
            Envelope envelope) {
        this(owner, shortest, formats, greeting, id, envelope, Folder.INBOX, Optional.empty(), 0);
    }

    RecordingJournal with(Envelope other) {
        return new RecordingJournal(owner, shortest, formats, greeting, id, other, folder, key, order);
    }

    RecordingJournal ownedBy(String other) {
        return new RecordingJournal(other, shortest, formats, greeting, id, envelope, folder, key, order);
    }

    RecordingJournal deliveredTo(Folder other, DeliveryKey by) {
        return new RecordingJournal(owner, shortest, formats, greeting, id, envelope, other, Optional.of(by), order);
    }

    RecordingJournal inOrder(long place) {
        return new RecordingJournal(owner, shortest, formats, greeting, id, envelope, folder, key, place);
    }

    List<String> extensions() {
        return formats.stream().map(AudioFormat::extension).toList();
    }

    byte[] encode(MailboxId mailbox) {
        String own = "[" + SECTION + "]\n"
                + ConfText.line("owner", owner)
                + ConfText.line("shortest", Long.toString(shortest.toMillis()))
                + ConfText.line(
                        "formats", formats.stream().map(AudioFormat::formatName).collect(Collectors.joining(",")))
                + ConfText.line("greeting", greeting.map(Enum::name).orElse(""))
                + ConfText.line("folder", folder.title())
                + ConfText.line("key", key.map(DeliveryKey::value).orElse(""))
                + ConfText.line("order", Long.toString(order));
        String message = new String(EnvelopeFile.encode(mailbox, id, envelope, Duration.ZERO), StandardCharsets.UTF_8);
        return (own + message).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a journal; empty if a machine that crashed left it torn. */
    static Optional<RecordingJournal> parse(byte[] file) {
        ConfText text = ConfText.parse(file);
        EnvelopeFile message = EnvelopeFile.parse(text, Instant.EPOCH);
        String owner = text.value(SECTION, "owner").orElse("");
        List<AudioFormat> formats = formats(text.value(SECTION, "formats").orElse(""));
        Optional<Duration> shortest = text.value(SECTION, "shortest")
                .filter(value -> value.matches("[0-9]{1,15}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)));
        if (!Owners.isId(owner)
                || formats.isEmpty()
                || shortest.isEmpty()
                || message.id().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RecordingJournal(
                owner,
                shortest.get(),
                formats,
                greeting(text.value(SECTION, "greeting").orElse("")),
                message.id().get(),
                message.envelope(),
                text.value(SECTION, "folder").flatMap(Folder::titled).orElse(Folder.INBOX),
                text.value(SECTION, "key").filter(DeliveryKey::isValid).map(DeliveryKey::new),
                text.value(SECTION, "order")
                        .filter(value -> value.matches("[0-9]{1,18}"))
                        .map(Long::valueOf)
                        .orElse(0L)));
    }

    private static List<AudioFormat> formats(String names) {
        List<AudioFormat> formats = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            AudioFormat.named(name).ifPresent(formats::add);
        }
        return formats;
    }

    private static Optional<GreetingKind> greeting(String name) {
        return Arrays.stream(GreetingKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst();
    }
}
