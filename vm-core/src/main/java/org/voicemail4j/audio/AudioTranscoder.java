package org.voicemail4j.audio;

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
}
