package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;

/** Finds the sound of messages and greetings among the files of several formats, and where in the file it begins. */
final class SpooledSound {

    private final List<AudioFormat> preferred;

    SpooledSound(List<AudioFormat> preferred) {
        this.preferred = preferred;
    }

    /** Where a recording's coded sound lies in a file. */
    record Place(Path path, Object file, AudioFormat format, int offset, long payloadBytes) {

        Duration length() {
            return format.encoding().duration(payloadBytes);
        }
    }

    /** A message's sound in the format preferred most; no octets of it if there is no file that can be read. */
    Place of(SpooledMessage message) throws IOException {
        return find(message.directory(), message.stem().name(), message.sounds())
                .orElseGet(() -> new Place(message.text(), message.file(), preferred.get(0), 0, 0));
    }

    /** The best of the files {@code name.extension} that has sound in it. */
    Optional<Place> find(Path directory, String name, Collection<String> extensions) throws IOException {
        List<String> known = extensions.stream()
                .filter(extension -> AudioFormat.ofExtension(extension).isPresent())
                .sorted(Comparator.comparingInt(this::rank))
                .toList();
        for (String extension : known) {
            Optional<Place> place = place(directory.resolve(name + '.' + extension), extension);
            if (place.isPresent() && place.get().payloadBytes() > 0) {
                return place;
            }
        }
        return Optional.empty();
    }

    private int rank(String extension) {
        int rank = preferred.indexOf(AudioFormat.ofExtension(extension).orElseThrow());
        return rank < 0 ? preferred.size() : rank;
    }

    private static Optional<Place> place(Path path, String extension) throws IOException {
        AudioFormat format = AudioFormat.ofExtension(extension).orElseThrow();
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            Object file = Objects.requireNonNullElse(attributes.fileKey(), path);
            if (format.container() == AudioContainer.RIFF) {
                return riff(path, file, attributes.size());
            }
            long whole =
                    attributes.size() - attributes.size() % format.encoding().blockBytes();
            return Optional.of(new Place(path, file, format, 0, whole));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<Place> riff(Path path, Object file, long size) throws IOException {
        Optional<RiffHeader> header = header(path, 512);
        if (header.isEmpty() && size > 512) {
            header = header(path, RiffHeader.LONGEST);
        }
        return header.map(
                found -> new Place(path, file, formatOf(found), found.payloadOffset(), found.payloadBytes(size)));
    }

    private static Optional<RiffHeader> header(Path path, int bytes) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(bytes);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            while (start.hasRemaining() && channel.read(start) >= 0) {
                continue;
            }
        }
        return RiffHeader.parse(start.flip());
    }

    /** The octets are those of the encoding that the header names, whatever the extension promised. */
    private static AudioFormat formatOf(RiffHeader header) {
        return Arrays.stream(AudioFormat.values())
                .filter(format -> format.encoding() == header.encoding())
                .findFirst()
                .orElseThrow();
    }
}
