package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.StoredMailboxes;

/** How a store tells of which mailboxes it has anything. Beside {@link MessageStoreContract}. */
public interface StoredMailboxesContract extends StoreUnderTest {

    /** What the store under test tells. */
    default StoredMailboxes told() {
        return (StoredMailboxes) store();
    }

    @Test
    default void anEmptyStoreTellsOfNoMailbox() {
        assertThat(told().mailboxes()).isEmpty();
    }

    @Test
    default void eachMailboxIsToldOfOnceInOrderWithAGreetingAloneToo() {
        MailboxId greeted = new MailboxId("default", "0999");
        leave(BOB);
        leave(ALICE);
        leaveUrgent(ALICE);
        try (GreetingRecording greeting = store().beginGreeting(greeted, GreetingKind.NAME)) {
            record(greeting, Duration.ofSeconds(1), 1);
            greeting.commit();
        }
        assertThat(told().mailboxes()).containsExactly(greeted, ALICE, BOB);
    }
}
