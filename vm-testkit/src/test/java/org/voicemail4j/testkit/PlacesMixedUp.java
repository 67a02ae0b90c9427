package org.voicemail4j.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/** Stores that take one mailbox, or one place, for another. */
class PlacesMixedUp extends ForwardingStore {

    private final Map<MailboxId, Integer> open = new ConcurrentHashMap<>();

    /** Whose mailboxes are told apart by their numbers alone. */
    static MessageStore byNumberAlone() {
        MessageStore sound = new InMemoryMessageStore();
        return (MessageStore) Proxy.newProxyInstance(
                MessageStore.class.getClassLoader(), new Class<?>[] {MessageStore.class}, (proxy, method, given) -> {
                    Object[] mixedUp = given == null
                            ? new Object[0]
                            : Arrays.stream(given)
                                    .map(value -> value instanceof MailboxId id
                                            ? new MailboxId(MailboxId.DEFAULT_CONTEXT, id.number())
                                            : value)
                                    .toArray();
                    try {
                        return method.invoke(sound, mixedUp);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Where whoever talks to one mailbox takes a place in all of them. */
    static MessageStore everybodysDeposits() {
        return new PlacesMixedUp() {
            @Override
            public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                int most = Math.max(0, terms.maxMessages() - elsewhere(mailbox));
                return super.beginDeposit(mailbox, envelope, new DepositTerms(most, terms.shortest()));
            }
        };
    }

    /** Where an owner's copy takes the place that a caller has. */
    static MessageStore copiesIntoTakenPlaces() {
        return new PlacesMixedUp() {
            @Override
            public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
                return super.copy(from, id, to, folder, maxMessages + here(to));
            }
        };
    }

    /** Where what an owner moves takes the place that a caller has. */
    static MessageStore movesIntoTakenPlaces() {
        return new PlacesMixedUp() {
            @Override
            public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
                return super.move(mailbox, id, to, maxMessages + here(mailbox));
            }
        };
    }

    int here(MailboxId mailbox) {
        return open.getOrDefault(mailbox, 0);
    }

    int elsewhere(MailboxId mailbox) {
        return open.values().stream().mapToInt(Integer::intValue).sum() - here(mailbox);
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        DepositStart start = super.beginDeposit(mailbox, envelope, terms);
        if (!(start instanceof DepositStart.Opened opened)) {
            return start;
        }
        open.merge(mailbox, 1, Integer::sum);
        Deposit deposit = opened.deposit();
        return new DepositStart.Opened(new ForwardingDeposit(deposit) {
            @Override
            public void close() {
                open.merge(mailbox, -1, Integer::sum);
                super.close();
            }
        });
    }
}
