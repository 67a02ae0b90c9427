package org.voicemail4j.store.jdbc;

import java.io.InputStream;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.RiffHeader;

/** A recording as the file that Asterisk would have: its container's header, then the coded sound, slice by slice. */
final class SoundFileStream extends InputStream {

    private final SoundBuffer sound;
    private final byte[] header;
    private byte[] slice;
    private int at;
    private int next;

    SoundFileStream(SoundBuffer sound) {
        this.sound = sound;
        this.header = header(sound);
        this.slice = header;
    }

    private static byte[] header(SoundBuffer sound) {
        return sound.format().container() == AudioContainer.RIFF
                ? RiffHeader.encode(sound.format().encoding(), sound.payloadBytes())
                : new byte[0];
    }

    /** How many octets the whole file has. */
    long length() {
        return header.length + sound.payloadBytes();
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        while (at == slice.length) {
            if (next == StoredSound.slices(sound.payloadBytes())) {
                return -1;
            }
            slice = sound.slice(next++);
            at = 0;
        }
        int count = Math.min(length, slice.length - at);
        System.arraycopy(slice, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        // the sound belongs to the recording
    }
}
