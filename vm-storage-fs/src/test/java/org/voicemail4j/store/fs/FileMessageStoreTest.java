package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.LedgerContract;
import org.voicemail4j.testkit.MessageStoreContract;
import org.voicemail4j.testkit.StoredMailboxesContract;

class FileMessageStoreTest
        implements MessageStoreContract, FormerGreetingContract, LedgerContract, StoredMailboxesContract {

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
    public LedgeredStore store() {
        return store;
    }

    @Nested
    class InSeveralFormats implements MessageStoreContract, FormerGreetingContract, LedgerContract {

        private FileMessageStore several;

        @BeforeEach
        void open() {
            several = FileMessageStore.builder(root)
                    .formats(List.of(AudioFormat.WAV49, AudioFormat.ULAW, AudioFormat.GSM))
                    .build();
        }

        @AfterEach
        void close() {
            several.close();
        }

        @Override
        public LedgeredStore store() {
            return several;
        }
    }
}
