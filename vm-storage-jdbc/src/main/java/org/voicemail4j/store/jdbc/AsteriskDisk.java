package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.StoreException;

/** Sound that lies on a disk, where a row of Asterisk's table says {@code AUDMAGIC}; its file is named by the row's number. */
final class AsteriskDisk {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskDisk.class);
    private static final byte[] ON_DISK = "AUDMAGIC".getBytes(StandardCharsets.US_ASCII);

    private final AsteriskTable table;
    private final AudioFormat format;

    /** @param format what is looked for first */
    AsteriskDisk(AsteriskTable table, AudioFormat format) {
        this.table = table;
        this.format = format;
    }

    static boolean isNamed(long size, byte[] octets) {
        return size == ON_DISK.length && Arrays.equals(octets, ON_DISK);
    }

    /** The file of a row whose sound is on disk; of a message {@code msgNNNN}, of a greeting its path. */
    Optional<Path> file(AsteriskSounds.Locator locator) {
        String stem = locator.number() < 0
                ? locator.dir()
                : locator.dir() + String.format(Locale.ROOT, "/msg%04d", locator.number());
        List<AudioFormat> formats = new ArrayList<>(List.of(format));
        formats.addAll(Arrays.asList(AudioFormat.values()));
        return formats.stream()
                .map(known -> Path.of(stem + '.' + known.extension()))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static byte[] read(Path file, long position, int most) {
        ByteBuffer octets = ByteBuffer.allocate(most);
        try (FileChannel channel = FileChannel.open(file)) {
            int count = 0;
            while (octets.hasRemaining() && count >= 0) {
                count = channel.read(octets, position + octets.position());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return Arrays.copyOf(octets.array(), octets.position());
    }

    /**
     * Takes sound that lies on disk into the rows of those numbers, before their numbers and so their files' names change.
     *
     * @throws StoreException if a message's sound lies on another host's disk, where its name would stay as it is
     */
    void absorb(Connection connection, String dir, int from, int to) throws SQLException {
        List<AsteriskSounds.Locator> onDisk = Rows.all(
                connection,
                "select dir, msgnum from " + table.name()
                        + " where dir = ? and msgnum between ? and ? and octet_length(recording) = 8 and recording = ?",
                row -> AsteriskSounds.Locator.of(table, row.getString(1), row.getInt(2), Optional.empty()),
                dir,
                from,
                to,
                ON_DISK);
        for (AsteriskSounds.Locator locator : onDisk) {
            Optional<Path> file = file(locator);
            if (file.isPresent()) {
                absorb(connection, locator, file.get());
            } else if (locator.number() >= 0) {
                throw new StoreException("the sound of message " + locator.number() + " in " + dir + " of table "
                        + table.name() + " lies on a disk, but not on this host's: its number cannot be changed here");
            }
        }
    }

    private void absorb(Connection connection, AsteriskSounds.Locator locator, Path file) throws SQLException {
        try (InputStream octets = Files.newInputStream(file)) {
            new AsteriskOctets(table, octets, Files.size(file))
                    .run(
                            connection,
                            "update " + table.name() + " set recording = ",
                            new Object[0],
                            locator.where(),
                            locator.with());
            LOG.info("took {} into table {}", file, table.name());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
