package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.fs.FolderListing.Stem;

/**
 * A message where it lay when somebody looked.
 *
 * @param folder the folder to which its directory belongs
 * @param listing its directory
 * @param stem its name there
 * @param file its {@code .txt} as the file system knows it under any name
 * @param contents what the {@code .txt} says
 */
record SpooledMessage(Folder folder, FolderListing listing, Stem stem, Object file, EnvelopeFile contents) {

    Path text() {
        return stem.in(directory(), FolderListing.TEXT);
    }

    Path directory() {
        return listing.directory();
    }

    List<String> sounds() {
        return listing.sounds(stem);
    }

    Optional<MessageId> id() {
        return contents.id();
    }

    boolean isUrgent() {
        return SpoolLayout.isUrgent(directory()) || contents.envelope().urgency() == Urgency.URGENT;
    }

    SpooledMessage under(MessageId id) {
        return new SpooledMessage(folder, listing, stem, file, contents.under(id));
    }

    /** The message for callers of the store. */
    Message message(SpooledSound sound) throws IOException {
        return new Message(id().orElseThrow(), folder, envelope(), length(sound));
    }

    /** What the message says of itself, and what its directory adds. */
    Envelope envelope() {
        Envelope envelope = contents.envelope();
        return isUrgent() && envelope.urgency() != Urgency.URGENT
                ? envelope.toBuilder().urgency(Urgency.URGENT).build()
                : envelope;
    }

    private Duration length(SpooledSound sound) throws IOException {
        return contents.duration().isPresent()
                ? contents.duration().get()
                : Duration.ofSeconds(sound.of(this).length().toSeconds());
    }
}
