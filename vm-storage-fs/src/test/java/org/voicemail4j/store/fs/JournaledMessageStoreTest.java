package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.MessageStoreContract;

class JournaledMessageStoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path root;

    @Nested
    class BeforeMemory implements MessageStoreContract, FormerGreetingContract {

        private JournaledMessageStore store;

        @BeforeEach
        void open() {
            store = JournaledMessageStore.builder(root, new InMemoryMessageStore())
                    .patience(PATIENCE)
                    .build();
        }

        @AfterEach
        void close() {
            store.close();
        }

        @Override
        public MessageStore store() {
            return store;
        }
    }

    @Nested
    class BeforeFiles implements MessageStoreContract, FormerGreetingContract {

        private FileMessageStore files;
        private JournaledMessageStore store;

        @BeforeEach
        void open() {
            files = FileMessageStore.in(root.resolve("spool"));
            store = JournaledMessageStore.builder(root.resolve("journal"), files)
                    .patience(PATIENCE)
                    .build();
        }

        @AfterEach
        void close() {
            store.close();
            files.close();
        }

        @Override
        public MessageStore store() {
            return store;
        }
    }
}
