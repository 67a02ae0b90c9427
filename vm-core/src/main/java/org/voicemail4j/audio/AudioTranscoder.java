package org.voicemail4j.audio;

import java.io.OutputStream;
import java.util.Set;

/** Turns recordings of one format into another. Implemented by vm-media; safe for use by many threads. */
public interface AudioTranscoder {

    /** Copies sound whose encoding stays the same, and can do nothing else. */
    AudioTranscoder COPYING = new CopyingTranscoder();

    /** Whether this transcoder can read the one format and write the other. */
    boolean canTranscode(AudioFormat from, AudioFormat to);

    /**
     * Appends the whole recording to a sink in the sink's format.
     *
     * @throws IllegalArgumentException unless {@link #canTranscode} says yes
     * @throws org.voicemail4j.VoicemailException if reading or writing fails
     */
    void transcode(AudioContent from, AudioSink to);

    /**
     * Which files, beside those of {@link AudioFormat}s, it makes of recordings of that format: by extension, such as {@code
     * ogg}. They are for people and programs, not for stores.
     */
    default Set<String> files(AudioFormat from) {
        return Set.of();
    }

    /**
     * Writes the whole recording as such a file.
     *
     * @param out is left open
     * @throws IllegalArgumentException unless {@link #files} names the extension
     * @throws org.voicemail4j.VoicemailException if reading or writing fails
     */
    default void writeFile(AudioContent from, String extension, OutputStream out) {
        throw new IllegalArgumentException("nothing makes a file '" + extension + "' of " + from.format());
    }
}
