package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final int MOST_IN_MEMORY = 8;

    private final AudioFormat format;
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
            int slice = (int) (bytes / StoredSound.SLICE);
            bytes += slice < MOST_IN_MEMORY ? keep(audio, slice) : spill(audio);
        }
    }

    private int keep(ByteBuffer audio, int slice) {
        if (slice == memory.size()) {
            memory.add(new byte[StoredSound.SLICE]);
        }
        int at = (int) (bytes % StoredSound.SLICE);
        int count = Math.min(audio.remaining(), StoredSound.SLICE - at);
        audio.get(memory.get(slice), at, count);
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
        if (index < MOST_IN_MEMORY && length == StoredSound.SLICE) {
            return memory.get(index);
        }
        ByteBuffer octets = ByteBuffer.allocate(length);
        while (octets.hasRemaining()) {
            read(octets, at + octets.position());
        }
        return octets.array();
    }

    /** The first octets, at most so many slices of them. */
    byte[] beginning(int slices) {
        byte[] octets = new byte[(int) Math.min((long) slices * StoredSound.SLICE, payloadBytes())];
        for (int at = 0; at < octets.length; at += StoredSound.SLICE) {
            int length = Math.min(StoredSound.SLICE, octets.length - at);
            System.arraycopy(memory.get(at / StoredSound.SLICE), 0, octets, at, length);
        }
        return octets;
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
        int slice = (int) (position / StoredSound.SLICE);
        int from = (int) (position % StoredSound.SLICE);
        int count = (int) Math.min(Math.min(into.remaining(), left), StoredSound.SLICE - from);
        if (slice < MOST_IN_MEMORY) {
            into.put(memory.get(slice), from, count);
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
