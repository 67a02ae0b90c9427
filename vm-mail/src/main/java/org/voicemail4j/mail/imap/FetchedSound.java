package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StoreException;

/**
 * Sound of a mail, fetched into a file. The file may be thrown away to make room; who then opens the sound has to ask the
 * store again, who has opened it before reads on.
 *
 * @param file coded sound without container
 */
record FetchedSound(Path file, AudioFormat format, long payloadBytes) implements AudioContent {

    @Override
    public AudioReader open() {
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new StoreException("the sound has gone; ask the store for it again", e);
        }
        return new Reader(channel, payloadBytes);
    }

    static int read(FileChannel file, ByteBuffer into, long position, long payloadBytes) {
        if (position < 0) {
            throw new IllegalArgumentException("negative position: " + position);
        }
        if (position >= payloadBytes) {
            return -1;
        }
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + payloadBytes - position));
        try {
            return file.read(into, position);
        } catch (IOException e) {
            throw new StoreException("cannot read sound from a temporary file", e);
        } finally {
            into.limit(limit);
        }
    }

    private record Reader(FileChannel channel, long payloadBytes) implements AudioReader {

        @Override
        public int read(ByteBuffer into, long position) {
            return FetchedSound.read(channel, into, position, payloadBytes);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StoreException("cannot close a temporary file", e);
            }
        }
    }
}
