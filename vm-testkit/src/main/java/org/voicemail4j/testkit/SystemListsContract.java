package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.SystemLists;

/** What every {@link SystemLists} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SystemListsContract {

    /** A list that is there. */
    MailboxId LIST = new MailboxId("default", "700");

    /** Who is on it, in this order. */
    List<MailboxId> MEMBERS = List.of(new MailboxId("default", "1000"), new MailboxId("sales.example", "2000"));

    /** The lists under test, of which {@link #LIST} is the only one, the same ones throughout a test. */
    SystemLists lists();

    @Test
    default void whoIsOnAListIsToldInItsOrder() {
        assertThat(lists().members(LIST)).contains(MEMBERS);
    }

    @Test
    default void aListIsKnownByItsNumberAndItsContext() {
        assertThat(lists().members(new MailboxId("default", "70"))).isEmpty();
        assertThat(lists().members(new MailboxId("default", "7000"))).isEmpty();
        assertThat(lists().members(new MailboxId("sales.example", "700"))).isEmpty();
        assertThat(lists().members(MEMBERS.get(0))).as("a mailbox").isEmpty();
    }

    @Test
    default void whoWasToldAListDoesNotChangeIt() {
        try {
            lists().members(LIST).orElseThrow().clear();
        } catch (UnsupportedOperationException e) {
            assertThat(lists().members(LIST)).contains(MEMBERS);
        }
        assertThat(lists().members(LIST)).contains(MEMBERS);
    }

    @Test
    default void manyMayAskAtOnce() throws Exception {
        SystemLists lists = lists();
        ContractThreads.atOnce(4, thread -> {
            List<List<MailboxId>> told = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                lists.members(LIST).ifPresent(told::add);
                assertThat(lists.members(new MailboxId("default", "9" + thread)))
                        .isEmpty();
            }
            assertThat(told).hasSize(50).allMatch(MEMBERS::equals);
        });
    }
}
