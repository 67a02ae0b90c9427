package org.voicemail4j.store.fs;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.SharedMailboxContract;

/** Two owners and five callers at once in a spool. */
class SharedMailboxFilesTest implements SharedMailboxContract {

    @TempDir
    Path root;

    private FileMessageStore store;

    @BeforeEach
    void open() {
        store = FileMessageStore.in(root);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public MessageStore store() {
        return store;
    }

    @Override
    public int seeds() {
        return 30;
    }
}
