package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StagedSound;
import org.voicemail4j.store.StoreException;

/**
 * Sound on its way to the database: the first half megabyte in memory, the rest in a temporary file that goes with the
 * process. Used by one thread at a time.
 */
final class SoundBuffer implements StagedSound {

    /** So many octets lie in one piece, which is all of a short message; a whole number of slices. */
    static final int BEGINNING = 2 * StoredSound.SLICE;

    private static final int MOST_IN_MEMORY = 8;
    private static final int LEAST = 8 * 1024;

    private final AudioFormat format;
    private byte[] beginning = new byte[0];
    /** The slices behind the beginning. */
    private final List<byte[]> memory = new ArrayList<>();

    private @Nullable FileChannel file;
    private long bytes;
    private String life = "open";

    SoundBuffer(AudioFormat format) {
        this.format = format;
    }

    @Override
    public void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("this recording has been " + life);
        }
    }

    boolean isOpen() {
        return life.equals("open");
    }

    @Override
    public void end() {
        requireOpen();
        life = "committed";
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        requireOpen();
        while (audio.hasRemaining()) {
            bytes += keep(audio);
        }
    }

    private int keep(ByteBuffer audio) {
        if (bytes < BEGINNING) {
            return begin(audio);
        }
        int slice = (int) (bytes / StoredSound.SLICE);
        return slice < MOST_IN_MEMORY ? keep(audio, slice) : spill(audio);
    }

    private int begin(ByteBuffer audio) {
        int at = (int) bytes;
        int count = Math.min(audio.remaining(), BEGINNING - at);
        if (at + count > beginning.length) {
            int twice = Math.min(BEGINNING, Math.max(LEAST, 2 * beginning.length));
            beginning = Arrays.copyOf(beginning, Math.max(at + count, twice));
        }
        audio.get(beginning, at, count);
        return count;
    }

    private int keep(ByteBuffer audio, int slice) {
        int index = slice - BEGINNING / StoredSound.SLICE;
        if (index == memory.size()) {
            memory.add(new byte[StoredSound.SLICE]);
        }
        int at = (int) (bytes % StoredSound.SLICE);
        int count = Math.min(audio.remaining(), StoredSound.SLICE - at);
        audio.get(memory.get(index), at, count);
        return count;
    }

    private int spill(ByteBuffer audio) {
        try {
            FileChannel channel = file;
            if (channel == null) {
                channel = FileChannel.open(
                        Files.createTempFile("voicemail4j", ".recording"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
                file = channel;
            }
            return channel.write(audio, bytes - (long) MOST_IN_MEMORY * StoredSound.SLICE);
        } catch (IOException e) {
            throw new StoreException("cannot keep a recording in a temporary file", e);
        }
    }

    @Override
    public Duration length() {
        return format.encoding().duration(bytes);
    }

    @Override
    public void truncate(Duration to) {
        requireOpen();
        bytes = Math.min(bytes, format.encoding().bytes(to));
    }

    @Override
    public long payloadBytes() {
        return bytes - bytes % format.encoding().blockBytes();
    }

    /** That slice, as long as there is sound for it. */
    byte[] slice(int index) {
        long at = (long) index * StoredSound.SLICE;
        int length = (int) Math.min(StoredSound.SLICE, payloadBytes() - at);
        if (at >= BEGINNING && index < MOST_IN_MEMORY && length == StoredSound.SLICE) {
            return memory.get(index - BEGINNING / StoredSound.SLICE);
        }
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            read(octets, at + octets.position());
        }
        return octets.array();
    }

    /** The first octets, at most {@link #BEGINNING} of them; not to be changed. */
    byte[] beginning() {
        int length = (int) Math.min(BEGINNING, payloadBytes());
        return length == beginning.length ? beginning : Arrays.copyOf(beginning, length);
    }

    @Override
    public AudioReader open() {
        return new Reader();
    }

    private int read(ByteBuffer into, long position) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position: " + position);
        }
        long left = payloadBytes() - position;
        if (left <= 0) {
            return -1;
        }
        int wanted = (int) Math.min(into.remaining(), left);
        if (position < BEGINNING) {
            int count = Math.min(wanted, BEGINNING - (int) position);
            into.put(beginning, (int) position, count);
            return count;
        }
        int slice = (int) (position / StoredSound.SLICE);
        int from = (int) (position % StoredSound.SLICE);
        int count = Math.min(wanted, StoredSound.SLICE - from);
        if (slice < MOST_IN_MEMORY) {
            into.put(memory.get(slice - BEGINNING / StoredSound.SLICE), from, count);
            return count;
        }
        return readFile(into, position, count);
    }

    private int readFile(ByteBuffer into, long position, int count) {
        FileChannel channel = file;
        if (channel == null) {
            throw new StoreException("the recording has gone");
        }
        int limit = into.limit();
        into.limit(into.position() + count);
        try {
            return channel.read(into, position - (long) MOST_IN_MEMORY * StoredSound.SLICE);
        } catch (IOException e) {
            throw new StoreException("cannot read a recording from a temporary file", e);
        } finally {
            into.limit(limit);
        }
    }

    @Override
    public void close() {
        if (isOpen()) {
            life = "closed";
        }
        FileChannel channel = file;
        file = null;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StoreException("cannot remove a temporary file", e);
            }
        }
    }

    private final class Reader implements AudioReader {

        @Override
        public int read(ByteBuffer into, long position) {
            return SoundBuffer.this.read(into, position);
        }

        @Override
        public void close() {
            // the buffer belongs to the recording
        }
    }
}
