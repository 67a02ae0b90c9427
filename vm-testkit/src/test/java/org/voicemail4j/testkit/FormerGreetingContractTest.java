package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;

/** The contract catches what it is there to catch. */
class FormerGreetingContractTest {

    @ParameterizedTest
    @EnumSource
    void aStoreThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyStore.class, fault)).isNotEmpty();
    }

    /** Stores that get one thing wrong. */
    enum Fault {
        KEEPS_NONE(() -> new ForwardingStore() {
            @Override
            public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
                return false;
            }
        }),
        SAYS_THAT_THERE_IS_NONE(() -> new ForwardingStore() {
            @Override
            public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
                return false;
            }
        }),
        RESTORES_WITHOUT_SAYING_SO(() -> new ForwardingStore() {
            @Override
            public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
                super.restoreGreeting(mailbox, kind);
                return false;
            }
        }),
        SAYS_SO_WITHOUT_RESTORING(() -> new ForwardingStore() {
            @Override
            public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
                return true;
            }
        }),
        RESTORES_ANOTHER_KIND(() -> new ForwardingStore() {
            @Override
            public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
                return super.restoreGreeting(mailbox, GreetingKind.BUSY);
            }
        }),
        RESTORES_ANOTHERS(() -> new ForwardingStore() {
            @Override
            public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
                return super.restoreGreeting(StoreUnderTest.ALICE, kind);
            }
        }),
        FORGETS_THE_REPLACEMENT(() -> new ForwardingStore() {
            @Override
            public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
                return super.restoreGreeting(mailbox, kind) && recordAgain(mailbox, kind);
            }

            private boolean recordAgain(MailboxId mailbox, GreetingKind kind) {
                ByteBuffer restored =
                        ByteBuffer.wrap(Sounds.octets(greeting(mailbox, kind).orElseThrow()));
                try (GreetingRecording again = beginGreeting(mailbox, kind)) {
                    again.renditions().get(0).append(restored);
                    again.commit();
                }
                return true;
            }
        }),
        TELLS_THE_PRESENT_ONE(() -> new ForwardingStore() {
            @Override
            public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
                return super.formerGreeting(mailbox, kind).flatMap(former -> greeting(mailbox, kind));
            }
        }),
        SAYS_SO_WITHOUT_DELETING(() -> new ForwardingStore() {
            @Override
            public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
                return hasFormerGreeting(mailbox, kind);
            }
        }),
        DELETES_THE_PRESENT_ONE_TOO(() -> new ForwardingStore() {
            @Override
            public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
                return super.deleteFormerGreeting(mailbox, kind)
                        && super.deleteGreeting(mailbox, kind)
                        && super.deleteFormerGreeting(mailbox, kind);
            }
        }),
        FORGETS_WHAT_IS_DELETED(() -> new ForwardingStore() {
            @Override
            public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
                boolean deleted = super.deleteGreeting(mailbox, kind);
                super.restoreGreeting(mailbox, kind);
                return deleted;
            }
        });

        private final Supplier<MessageStore> store;

        Fault(Supplier<MessageStore> store) {
            this.store = store;
        }
    }

    /** Not run by itself: the contract on a store with a fault. */
    @ExtendWith(FaultyStore.Parameter.class)
    static final class FaultyStore implements FormerGreetingContract {

        private final MessageStore store;

        FaultyStore(Fault fault) {
            this.store = fault.store.get();
        }

        @Override
        public MessageStore store() {
            return store;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
