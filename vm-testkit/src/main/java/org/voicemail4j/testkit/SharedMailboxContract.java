package org.voicemail4j.testkit;

import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two owners listen, save and delete in one mailbox while five callers leave messages, in as many orders of their steps as
 * {@link #seeds} says, on a message store: no message is lost, duplicated or mislabelled, and counts and lamp are right.
 * The calls are whole dialogues in virtual time; a seed that fails is named, and fails again in the same way.
 */
public interface SharedMailboxContract extends StoreUnderTest {

    /** How many orders are tried; a store that is slow may try fewer of the 1,000. */
    default int seeds() {
        return 1_000;
    }

    @Test
    default void twoOwnersAndFiveCallersAtOnceLoseNothing() throws Exception {
        run(0, seeds());
    }

    /** The rest of the 1,000, for whoever tries fewer as a rule; takes minutes where a store is slow. */
    @Test
    @Tag("soak")
    default void twoOwnersAndFiveCallersLoseNothingInAThousandOrders() throws Exception {
        run(seeds(), 1_000);
    }

    private void run(int from, int to) throws Exception {
        ExecutorService pool = ContractThreads.pool(SharedMailbox.PEOPLE);
        try {
            for (int seed = from; seed < to; seed++) {
                new SharedMailbox(store(), seed).run(pool);
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
