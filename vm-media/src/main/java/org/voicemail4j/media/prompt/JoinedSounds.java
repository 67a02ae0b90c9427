package org.voicemail4j.media.prompt;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** Several sounds of one format, one after another. */
final class JoinedSounds implements AudioContent {

    private final List<AudioContent> parts;

    private JoinedSounds(List<AudioContent> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Joins sounds.
     *
     * @param parts at least one
     * @return empty if they are of several formats
     */
    static Optional<AudioContent> of(List<AudioContent> parts) {
        AudioFormat format = parts.get(0).format();
        boolean isOne = parts.stream().allMatch(part -> part.format() == format);
        return isOne ? Optional.of(new JoinedSounds(parts)) : Optional.empty();
    }

    @Override
    public AudioFormat format() {
        return parts.get(0).format();
    }

    @Override
    public long payloadBytes() {
        return parts.stream().mapToLong(AudioContent::payloadBytes).sum();
    }

    @Override
    public AudioReader open() {
        return new Reader();
    }

    @Override
    public String toString() {
        return "joined " + parts;
    }

    private final class Reader implements AudioReader {

        private final List<AudioReader> open = new ArrayList<>();

        private Reader() {
            try {
                parts.forEach(part -> open.add(part.open()));
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        /** Reads from one part at a time. */
        @Override
        public int read(ByteBuffer into, long position) {
            long at = position;
            for (int i = 0; i < parts.size(); i++) {
                long size = parts.get(i).payloadBytes();
                if (at < size) {
                    return open.get(i).read(into, at);
                }
                at -= size;
            }
            return -1;
        }

        @Override
        public void close() {
            open.forEach(AudioReader::close);
        }
    }
}
