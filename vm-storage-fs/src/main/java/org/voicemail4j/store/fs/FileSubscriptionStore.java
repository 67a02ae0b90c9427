package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;

/**
 * Subscriptions in one file: a line for each change, written at its end, and the whole rewritten when most of its lines
 * are out of date. A line that a crash cut short, or that somebody broke, is left out. For one process and its threads.
 *
 * <p>A line is {@code + ID TIME STATE} or {@code - ID}; ID and STATE in base64 without padding, TIME as in ISO 8601.
 */
public final class FileSubscriptionStore implements SubscriptionStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileSubscriptionStore.class);
    private static final int FEWEST_LINES_TO_REWRITE = 1_000;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final Path file;
    private final Map<String, StoredSubscription> kept = new LinkedHashMap<>();
    private @Nullable FileChannel end;
    private int lines;

    private FileSubscriptionStore(Path file) {
        this.file = file;
    }

    /**
     * Subscriptions in that file, which is made when the first one is put.
     *
     * @throws org.voicemail4j.store.StoreException if there is a file that cannot be read
     */
    public static FileSubscriptionStore in(Path file) {
        FileSubscriptionStore store = new FileSubscriptionStore(Objects.requireNonNull(file, "file"));
        Spool.work("read subscriptions", file, () -> {
            store.read();
            return store;
        });
        return store;
    }

    private void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        int broken = 0;
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).split("\n", -1)) {
            if (!line.isEmpty()) {
                broken += apply(line) ? 0 : 1;
            }
        }
        if (broken > 0) {
            LOG.warn("{}: {} lines cannot be read and are left out; those phones subscribe anew", file, broken);
        }
        lines = FEWEST_LINES_TO_REWRITE; // what is read is rewritten before the next change
    }

    private boolean apply(String line) {
        String[] parts = line.split(" ", -1);
        try {
            String id = text(parts[1]);
            if (parts.length == 4 && parts[0].equals("+")) {
                kept.put(id, new StoredSubscription(id, Instant.parse(parts[2]), text(parts[3])));
                return true;
            }
            if (parts.length == 2 && parts[0].equals("-")) {
                kept.remove(id);
                return true;
            }
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            LOG.debug("{}: a line cannot be read", file, e);
        }
        return false;
    }

    private static String text(String base64) {
        return new String(DECODER.decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(StoredSubscription one) {
        return "+ " + base64(one.id()) + ' ' + one.expires() + ' ' + base64(one.state()) + '\n';
    }

    @Override
    public synchronized void put(StoredSubscription subscription) {
        kept.put(subscription.id(), subscription);
        note(line(subscription));
    }

    @Override
    public synchronized void remove(String id) {
        if (kept.remove(id) != null) {
            note("- " + base64(id) + '\n');
        }
    }

    @Override
    public synchronized List<StoredSubscription> load() {
        return List.copyOf(kept.values());
    }

    private void note(String line) {
        Spool.work("keep a subscription", file, () -> {
            if (end == null || (lines >= FEWEST_LINES_TO_REWRITE && lines > 2 * kept.size())) {
                rewrite();
            } else {
                append(end, line);
            }
            return file;
        });
    }

    /** What a full disk leaves of a line would spoil the next one: that is then written with all others, anew. */
    private void append(FileChannel channel, String line) throws IOException {
        try {
            write(channel, line);
            lines++;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Beside the old one, which it replaces as a whole. */
    private void rewrite() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + "~");
        Optional<Path> folder = Optional.ofNullable(file.toAbsolutePath().getParent());
        if (folder.isPresent()) {
            Files.createDirectories(folder.get());
        }
        FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try {
            StringBuilder all = new StringBuilder();
            kept.values().forEach(one -> all.append(line(one)));
            write(channel, all.toString());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        close();
        end = channel;
        lines = kept.size();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    @Override
    public synchronized void close() {
        FileChannel open = end;
        end = null;
        if (open != null) {
            Spool.work("close", file, () -> {
                open.close();
                return file;
            });
        }
    }
}
