package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.store.fs.SpooledSound.Place;

/**
 * Sound in a file. The file may have been renamed since it was found (messages are renumbered when one before them
 * goes): it is opened only if it is still the same file, and looked for again if not.
 */
final class FileAudio implements AudioContent {

    private static final int MOST_TRIES = 5;

    private final Place found;
    private final Finder finder;

    FileAudio(Place found, Finder finder) {
        this.found = found;
        this.finder = finder;
    }

    /** Finds the sound where it is now. */
    @FunctionalInterface
    interface Finder {

        /** The place of the same recording; empty if it has gone. */
        Optional<Place> find() throws IOException;
    }

    @Override
    public AudioFormat format() {
        return found.format();
    }

    @Override
    public long payloadBytes() {
        return found.payloadBytes();
    }

    @Override
    public AudioReader open() {
        return Spool.work("open the recording", found.path(), () -> open(found, 0));
    }

    private AudioReader open(Place place, int tries) throws IOException {
        if (place.payloadBytes() == 0) {
            return new Reader(Optional.empty(), place);
        }
        Optional<FileChannel> channel = same(place);
        if (channel.isPresent()) {
            return new Reader(channel, place);
        }
        Optional<Place> now = tries < MOST_TRIES ? finder.find() : Optional.empty();
        if (now.isEmpty() || now.get().format() != place.format()) {
            throw new StoreException("the recording has gone: " + place.path());
        }
        return open(now.get(), tries + 1);
    }

    private static Optional<FileChannel> same(Place place) throws IOException {
        try {
            FileChannel channel = FileChannel.open(place.path(), StandardOpenOption.READ);
            boolean isSame = false;
            try {
                isSame = keyOf(place.path()).equals(place.file());
                return isSame ? Optional.of(channel) : Optional.empty();
            } finally {
                if (!isSame) { // also where it has been renamed since
                    channel.close();
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Object keyOf(Path path) throws IOException {
        return Objects.requireNonNullElse(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
    }

    private static final class Reader implements AudioReader {

        private final Optional<FileChannel> channel;
        private final Place place;

        Reader(Optional<FileChannel> channel, Place place) {
            this.channel = channel;
            this.place = place;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            if (position < 0) {
                throw new IllegalArgumentException("negative position: " + position);
            }
            long left = place.payloadBytes() - position;
            if (left <= 0 || channel.isEmpty()) {
                return -1;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + left));
            try {
                return Spool.work(
                        "read the recording", place.path(), () -> channel.get().read(into, place.offset() + position));
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public void close() {
            channel.ifPresent(open -> Spool.work("close the recording", place.path(), () -> {
                open.close();
                return place;
            }));
        }
    }
}
