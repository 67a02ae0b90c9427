package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.SubscriptionStoreContract;

class FileSubscriptionStoreTest implements SubscriptionStoreContract {

    @TempDir
    Path folder;

    private @Nullable FileSubscriptionStore store;

    @Override
    public SubscriptionStore store() {
        if (store == null) {
            store = FileSubscriptionStore.in(file());
        }
        return store;
    }

    private Path file() {
        return folder.resolve("state").resolve("subscriptions");
    }

    @Override
    public void restart() {
        store = null;
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void aLineThatWasCutShortIsLeftOut() throws IOException {
        store().put(new StoredSubscription("a", LATER, "x"));
        store().put(new StoredSubscription("b", LATER, "y"));
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            restart();
            assertThat(store().load()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void nonsenseIsLeftOutAndTheRestStays() throws IOException {
        store().put(new StoredSubscription("a", LATER, "x"));
        Files.writeString(file(), "nonsense\n+ ! ! !\n+ YQ 2031-13-01 eA\n-\n\0\n", StandardOpenOption.APPEND);
        restart();

        assertThat(store().load()).containsExactly(new StoredSubscription("a", LATER, "x"));
    }

    /** As after a full disk: the file may end with a part of a line. */
    @Test
    void whatIsPutAfterAFailureIsWrittenWithTheRest() {
        store().put(new StoredSubscription("a", LATER, "x"));
        Thread.currentThread().interrupt(); // which closes the file under the one who writes
        try {
            assertThatThrownBy(() -> store().put(new StoredSubscription("b", LATER, "y")))
                    .isInstanceOf(StoreException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        store().put(new StoredSubscription("c", LATER, "z"));
        restart();
        assertThat(store().load()).extracting(StoredSubscription::id).contains("a", "c");
    }

    @Test
    void theFileDoesNotGrowWithEveryRefresh() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            store().put(new StoredSubscription("a", LATER.plusSeconds(i), "x"));
        }

        assertThat(Files.size(file())).isLessThan(100_000);
        restart();
        assertThat(store().load()).containsExactly(new StoredSubscription("a", LATER.plusSeconds(19_999), "x"));
    }
}
