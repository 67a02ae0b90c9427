package org.voicemail4j.audio;

/** What stands around coded sound in a file. */
public enum AudioContainer {
    /** Nothing: the file is the coded sound. */
    RAW,
    /** A RIFF WAVE header in front ({@link RiffHeader} has its octets). */
    RIFF
}
