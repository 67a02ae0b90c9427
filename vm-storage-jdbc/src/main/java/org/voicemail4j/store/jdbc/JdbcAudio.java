package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StoreException;

/** A stored recording, read slice by slice; no connection is held between two slices. */
final class JdbcAudio implements AudioContent {

    private final String name;
    private final StoredSound sound;
    private final Transactions transactions;

    JdbcAudio(String name, StoredSound sound, Transactions transactions) {
        this.name = name;
        this.sound = sound;
        this.transactions = transactions;
    }

    @Override
    public AudioFormat format() {
        return sound.format();
    }

    @Override
    public long payloadBytes() {
        long bytes = sound.payloadBytes();
        return bytes - bytes % format().encoding().blockBytes();
    }

    @Override
    public AudioReader open() {
        return new Reader();
    }

    private final class Reader implements AudioReader {

        private int index = -1;
        private ByteBuffer slice = ByteBuffer.allocate(0);

        @Override
        public int read(ByteBuffer into, long position) {
            if (position < 0) {
                throw new IllegalArgumentException("negative position: " + position);
            }
            if (position >= payloadBytes()) {
                return -1;
            }
            load((int) (position / StoredSound.SLICE));
            int from = (int) (position % StoredSound.SLICE);
            long left = Math.min(slice.limit() - from, payloadBytes() - position);
            if (left <= 0) {
                throw new StoreException("the recording of " + name + " is cut short in " + sound.place());
            }
            int count = (int) Math.min(into.remaining(), left);
            into.put(into.position(), slice, from, count);
            into.position(into.position() + count);
            return count;
        }

        private void load(int wanted) {
            if (wanted != index) {
                slice = wanted < sound.beginning().size()
                        ? sound.beginning().get(wanted)
                        : fetch(wanted)
                                .map(ByteBuffer::wrap)
                                .orElseThrow(() -> new StoreException(
                                        "the recording of " + name + " has gone from " + sound.place()));
                index = wanted;
            }
        }

        private Optional<byte[]> fetch(int wanted) {
            return transactions.read(
                    "read the recording", name, c -> sound.slices().read(c, wanted));
        }

        @Override
        public void close() {
            slice = ByteBuffer.allocate(0);
            index = -1;
        }
    }
}
