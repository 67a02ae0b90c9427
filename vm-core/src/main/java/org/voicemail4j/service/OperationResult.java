package org.voicemail4j.service;

/** What came of an operation on a mailbox. */
public enum OperationResult {
    /** It is done. */
    DONE,
    /** There is no such mailbox. */
    NO_MAILBOX,
    /** There is no such message or greeting (any more), or not where it would have to lie. */
    NO_MESSAGE,
    /** The folder to which it would go holds as many messages as it may. */
    FOLDER_FULL,
    /** The message is for its owner alone. */
    IS_PRIVATE,
    /** The sound cannot be made into what the store keeps, or there is none. */
    UNUSABLE_SOUND
}
