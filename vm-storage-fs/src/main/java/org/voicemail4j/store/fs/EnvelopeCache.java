package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.message.MessageId;

/**
 * The envelopes that were read lately, by the file itself and not by its name: renumbering renames files, which changes
 * nothing here. Asking costs one look at the file's attributes; a file that was written since is read again. For many
 * threads.
 */
final class EnvelopeCache {

    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeCache.class);
    private static final int MOST = 16_384;

    private final Map<Object, Cached> byFile = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Cached> eldest) {
            return size() > MOST;
        }
    };

    private record Cached(FileTime written, long bytes, EnvelopeFile envelope) {

        boolean isOf(BasicFileAttributes attributes) {
            return written.equals(attributes.lastModifiedTime()) && bytes == attributes.size();
        }
    }

    /** An envelope and the file it is in. */
    record Read(Object file, EnvelopeFile envelope) {}

    Read read(Path text) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(text, BasicFileAttributes.class);
        Object file = key(text, attributes);
        Cached cached = find(file);
        if (cached == null || !cached.isOf(attributes)) {
            cached = new Cached(attributes.lastModifiedTime(), attributes.size(), parse(text, attributes));
            keep(file, cached);
        }
        return new Read(file, cached.envelope());
    }

    private static EnvelopeFile parse(Path text, BasicFileAttributes attributes) throws IOException {
        EnvelopeFile envelope = EnvelopeFile.parse(
                DurableFiles.readStart(text, ConfText.MOST_BYTES),
                attributes.lastModifiedTime().toInstant());
        if (!envelope.problems().isEmpty()) {
            LOG.warn("{} is malformed, read as far as possible: {}", text, envelope.problems());
        }
        return envelope;
    }

    /** Remembers an id that could not be written into the file. */
    void rename(Path text, MessageId id) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(text, BasicFileAttributes.class);
        Object file = key(text, attributes);
        Cached cached = find(file);
        if (cached != null) {
            keep(
                    file,
                    new Cached(
                            cached.written(), cached.bytes(), cached.envelope().under(id)));
        }
    }

    private static Object key(Path text, BasicFileAttributes attributes) {
        return Objects.requireNonNullElse(attributes.fileKey(), text);
    }

    private synchronized @Nullable Cached find(Object file) {
        return byFile.get(file);
    }

    private synchronized void keep(Object file, Cached cached) {
        byFile.put(file, cached);
    }
}
