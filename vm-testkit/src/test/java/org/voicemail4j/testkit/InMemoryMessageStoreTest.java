package org.voicemail4j.testkit;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.LedgeredStore;

class InMemoryMessageStoreTest
        implements MessageStoreContract, FormerGreetingContract, LedgerContract, StoredMailboxesContract {

    private final LedgeredStore store = new InMemoryMessageStore();

    @Override
    public LedgeredStore store() {
        return store;
    }

    @Nested
    class InSeveralFormats implements MessageStoreContract, LedgerContract {

        private final LedgeredStore store = new InMemoryMessageStore(
                List.of(AudioFormat.WAV49, AudioFormat.ULAW, AudioFormat.GSM), new SplittableRandom(1));

        @Override
        public LedgeredStore store() {
            return store;
        }
    }
}
