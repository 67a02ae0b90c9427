package org.voicemail4j.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed.Registration;

/** Who is told of a change, and who no longer. */
class ChangeListenersTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");

    private final ChangeListeners listeners = new ChangeListeners();
    private final List<MailboxId> told = new ArrayList<>();

    @Test
    void whoListensTwiceIsToldTwiceAndWhoEndsItOnceIsToldOnce() {
        Consumer<MailboxId> same = told::add;
        Registration first = listeners.add(same);
        listeners.add(same);
        listeners.tell(ALICE);
        assertThat(told).containsExactly(ALICE, ALICE);
        first.close();
        first.close();
        listeners.tell(ALICE);
        assertThat(told).hasSize(3);
    }

    @Test
    void aListenerThatFailsSilencesNobody() {
        listeners.add(mailbox -> {
            throw new IllegalStateException("a listener that fails");
        });
        listeners.add(mailbox -> {
            throw new AssertionError("one that fails badly");
        });
        listeners.add(told::add);
        listeners.tell(ALICE);
        assertThat(told).containsExactly(ALICE);
    }

    @Test
    void whomAnotherListenerEndsIsNotToldAnyMore() {
        List<Registration> others = new ArrayList<>();
        listeners.add(mailbox -> others.forEach(Registration::close));
        others.add(listeners.add(told::add));
        listeners.tell(ALICE);
        assertThat(told).isEmpty();
    }

    @Test
    void afterAClearNobodyIsTold() {
        listeners.add(told::add);
        listeners.clear();
        listeners.tell(ALICE);
        assertThat(told).isEmpty();
    }
}
