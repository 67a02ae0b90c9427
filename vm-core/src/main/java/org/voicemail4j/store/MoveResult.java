package org.voicemail4j.store;

/** What came of moving or copying a message. */
public enum MoveResult {
    /** It is in the folder where it should be. */
    DONE,
    /** There is no such message (any more). */
    NOT_FOUND,
    /** The folder holds as many messages as it may; the message stays where it was. */
    FOLDER_FULL
}
