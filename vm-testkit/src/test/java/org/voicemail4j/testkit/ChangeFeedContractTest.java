package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;

/** The contract catches what it is there to catch. */
class ChangeFeedContractTest {

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void aFeedThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyFeed.class, fault)).isNotEmpty();
    }

    @Test
    void aFeedWithoutFaultPasses() {
        assertThat(ContractRun.failedTests(FaultyFeed.class, Fault.NONE)).isEmpty();
    }

    /** What a feed may get wrong. */
    enum Fault {
        NONE,
        TELLS_NOTHING,
        TELLS_EACH_MAILBOX_ONCE,
        ONE_LISTENER_ALONE,
        ENDS_WITH_A_LISTENER_THAT_FAILS,
        FORGETS_WHAT_CHANGED_MEANWHILE,
        NEVER_LETS_GO
    }

    /** Not run by itself: the contract on a feed in memory with a fault. */
    @ExtendWith(FaultyFeed.Parameter.class)
    static final class FaultyFeed implements ChangeFeedContract, ChangeFeed {

        private final Fault fault;
        private final List<Consumer<MailboxId>> listeners = new CopyOnWriteArrayList<>();
        private final Set<MailboxId> told = new HashSet<>();
        private final Set<MailboxId> missed = new HashSet<>();
        private boolean away;

        FaultyFeed(Fault fault) {
            this.fault = fault;
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(20);
        }

        @Override
        public ChangeFeed feed() {
            return this;
        }

        @Override
        public Registration listen(Consumer<MailboxId> changed) {
            Consumer<MailboxId> listener = changed::accept;
            if (fault == Fault.ONE_LISTENER_ALONE) {
                listeners.clear();
            }
            listeners.add(listener);
            return fault == Fault.NEVER_LETS_GO ? () -> {} : () -> listeners.remove(listener);
        }

        @Override
        public void change(MailboxId mailbox) {
            if (away) {
                missed.add(mailbox);
            } else {
                tell(mailbox);
            }
        }

        private void tell(MailboxId mailbox) {
            boolean again = !told.add(mailbox);
            if (fault == Fault.TELLS_NOTHING || (again && fault == Fault.TELLS_EACH_MAILBOX_ONCE)) {
                return;
            }
            for (Consumer<MailboxId> listener : listeners) {
                try {
                    listener.accept(mailbox);
                } catch (IllegalStateException e) {
                    if (fault == Fault.ENDS_WITH_A_LISTENER_THAT_FAILS) {
                        listeners.clear();
                        return;
                    }
                }
            }
        }

        @Override
        public void interrupt() {
            away = true;
        }

        @Override
        public void restore() {
            away = false;
            if (fault != Fault.FORGETS_WHAT_CHANGED_MEANWHILE) {
                missed.forEach(this::tell);
            }
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
