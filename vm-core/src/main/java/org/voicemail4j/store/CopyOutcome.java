package org.voicemail4j.store;

/** What became of one message or greeting that was to be copied, or was compared afterwards. */
public enum CopyOutcome {
    /** It was not in the target and is now; in a preview: it would be. */
    COPIED,
    /** The target had it already. */
    THERE,
    /** It came into the target once and its owner has deleted or replaced it there: it stays so. */
    DELETED_THERE,
    /** It has gone from the source since it was listed. */
    GONE_HERE,
    /** There is nothing to hear of it, so there is nothing to keep. */
    WITHOUT_SOUND,
    /** Both sound alike. */
    SAME,
    /** They do not sound alike. */
    DIFFERENT,
    /** The target does not have it. */
    MISSING,
    /** The source or the target failed with it. */
    FAILED;

    /** Whether somebody has to look at it. */
    public boolean isTrouble() {
        return this == DIFFERENT || this == MISSING || this == FAILED;
    }
}
