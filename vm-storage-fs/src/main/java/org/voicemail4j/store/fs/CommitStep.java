package org.voicemail4j.store.fs;

/** Every instant on the way of a recording into its folder at which a process may die; tests make it die there. */
enum CommitStep {
    JOURNAL_WRITTEN,
    SOUND_CREATED,
    BEGUN,
    RECORDING,
    SOUND_SYNCED,
    TEXT_WRITTEN,
    DISPATCHES_WRITTEN,
    COMMITTING,
    LOCKED,
    SOUND_LINKED,
    SOUND_NAMED,
    PUBLISHED,
    FOLDER_SYNCED,
    DISPATCHED,
    SOUND_REMOVED,
    TEXT_REMOVED,
    ENDED;

    /** Who is told of each step, before the next one begins. */
    @FunctionalInterface
    interface Observer {

        /** Nobody. */
        Observer NOBODY = step -> {};

        /** That step was made. */
        void at(CommitStep step);
    }
}
