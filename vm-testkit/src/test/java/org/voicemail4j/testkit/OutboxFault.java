package org.voicemail4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;

/** Outboxes that get one thing wrong, each as somebody might. */
enum OutboxFault {
    FORGETS_COPIES((store, clock) -> new Faulty(store) {
        @Override
        public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
            List<OutboxEntry> before = outbox.list(100);
            MoveResult result = super.copy(from, id, to, folder, maxMessages);
            outbox.list(100).stream()
                    .filter(entry -> before.stream().noneMatch(old -> old.id().equals(entry.id())))
                    .forEach(entry -> outbox.drop(entry.id()));
            return result;
        }
    }),
    SENDS_COPIES_WITHIN_A_MAILBOX((store, clock) -> new Faulty(store) {
        @Override
        public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
            if (from.equals(to)) {
                outbox.add(to, id, new Dispatch("mail", ""));
            }
            return super.copy(from, id, to, folder, maxMessages);
        }
    }),
    SENDS_BEFORE_COMMIT((store, clock) -> new Faulty(store) {
        @Override
        Deposit spoil(Deposit deposit) {
            outbox.add(StoreUnderTest.ALICE, new MessageId("1-00000000"), new Dispatch("mail", ""));
            return deposit;
        }
    }),
    FORGETS_WHAT_DELETED_MESSAGES_SEND((store, clock) -> new Faulty(store) {
        @Override
        public boolean delete(MailboxId mailbox, MessageId id) {
            outbox.list(100).forEach(entry -> outbox.drop(entry.id()));
            return super.delete(mailbox, id);
        }
    }),
    CLAIMS_FOR_NO_TIME((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public List<OutboxEntry> claim(int most, Duration claim) {
            return super.claim(most, Duration.ZERO);
        }
    })),
    CLAIMS_FOR_EVER((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public List<OutboxEntry> claim(int most, Duration claim) {
            return super.claim(most, Duration.ofDays(1000));
        }
    })),
    CLAIMS_MORE_THAN_WANTED((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public List<OutboxEntry> claim(int most, Duration claim) {
            return super.claim(100, claim);
        }
    })),
    LOSES_THE_NOTE((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public void postpone(OutboxEntry claimed, String content, Instant due, String reason) {
            super.postpone(claimed, claimed.dispatch().content(), due, reason);
        }
    })),
    TRIES_AGAIN_AT_ONCE((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public void postpone(OutboxEntry claimed, String content, Instant due, String reason) {
            super.postpone(claimed, content, Instant.EPOCH, reason);
        }
    })),
    LISTENS_TO_WHOEVER_HAD_IT((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public void bury(OutboxEntry claimed, String reason) {
            list(100).stream().filter(entry -> entry.id().equals(claimed.id())).forEach(now -> super.bury(now, reason));
        }
    })),
    BURIES_WHAT_WAS_CLAIMED((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public void bury(OutboxEntry claimed, String reason) {
            super.postpone(claimed, claimed.dispatch().content(), claimed.due(), reason);
            super.bury(claimed, reason);
        }
    })),
    KEEPS_WHAT_WAS_SENT_TOO_LATE((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public void sent(OutboxEntry claimed) {
            if (clock.instant().isBefore(claimed.due())) {
                super.sent(claimed);
            }
        }
    })),
    HIDES_THE_DEAD((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public List<OutboxEntry> list(int most) {
            return super.list(most).stream()
                    .filter(entry -> entry.state() == OutboxEntry.State.WAITING)
                    .toList();
        }
    })),
    DOES_NOT_REVIVE((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public boolean retry(String id) {
            return list(100).stream().anyMatch(entry -> entry.id().equals(id));
        }
    })),
    LETS_TEXT_END_AT_THE_LINE((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public void add(MailboxId mailbox, MessageId message, Dispatch dispatch) {
            super.add(mailbox, message, dispatch.with(dispatch.content().split("\r", 2)[0]));
        }
    })),
    GIVES_THE_SAME_TO_MANY((store, clock) -> new Faulty(store, outbox -> new Forwarding(outbox) {
        @Override
        public List<OutboxEntry> claim(int most, Duration claim) {
            List<OutboxEntry> seen = super.list(most).stream()
                    .filter(entry -> entry.state() == OutboxEntry.State.WAITING
                            && !entry.due().isAfter(clock.instant()))
                    .toList();
            return super.claim(most, claim).isEmpty() ? List.of() : seen;
        }
    }));

    private final BiFunction<MessageStore, ManualClock, MessageStore> fault;

    OutboxFault(BiFunction<MessageStore, ManualClock, MessageStore> fault) {
        this.fault = fault;
    }

    MessageStore newStore(ManualClock clock) {
        DispatchRule rule = OutboxContract.RULE;
        return fault.apply(new InMemoryMessageStore(rule, clock), clock);
    }

    private static class Faulty extends ForwardingStore {

        final Outbox outbox;

        Faulty(MessageStore sound) {
            this(sound, outbox -> outbox);
        }

        Faulty(MessageStore sound, UnaryOperator<Outbox> fault) {
            super(sound);
            this.outbox = fault.apply(sound.outbox().orElseThrow());
        }

        @Override
        public Optional<Outbox> outbox() {
            return Optional.of(outbox);
        }
    }

    /** An outbox that does what another one does. */
    private static class Forwarding implements Outbox {

        private final Outbox sound;

        Forwarding(Outbox sound) {
            this.sound = sound;
        }

        @Override
        public void add(MailboxId mailbox, MessageId message, Dispatch dispatch) {
            sound.add(mailbox, message, dispatch);
        }

        @Override
        public List<OutboxEntry> claim(int most, Duration claim) {
            return sound.claim(most, claim);
        }

        @Override
        public void sent(OutboxEntry claimed) {
            sound.sent(claimed);
        }

        @Override
        public void postpone(OutboxEntry claimed, String content, Instant due, String reason) {
            sound.postpone(claimed, content, due, reason);
        }

        @Override
        public void bury(OutboxEntry claimed, String reason) {
            sound.bury(claimed, reason);
        }

        @Override
        public List<OutboxEntry> list(int most) {
            return sound.list(most);
        }

        @Override
        public boolean retry(String id) {
            return sound.retry(id);
        }

        @Override
        public boolean drop(String id) {
            return sound.drop(id);
        }
    }
}
