package org.voicemail4j.testkit;

import static org.voicemail4j.store.DepositStart.Reason.MAILBOX_FULL;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.RecoveredMessage;

/** Stores that get one thing wrong, each as somebody might. */
enum StoreFault {
    TELLS_MAILBOXES_APART_BY_NUMBER(PlacesMixedUp::byNumberAlone),
    COUNTS_EVERYBODYS_DEPOSITS(PlacesMixedUp::everybodysDeposits),
    COPIES_INTO_TAKEN_PLACES(PlacesMixedUp::copiesIntoTakenPlaces),
    MOVES_INTO_TAKEN_PLACES(PlacesMixedUp::movesIntoTakenPlaces),
    COMMITS_ON_CLOSE(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        private boolean ended;

        @Override
        public Optional<Message> commit() {
            ended = true;
            return super.commit();
        }

        @Override
        public void close() {
            if (!ended) {
                commit();
            }
        }
    })),
    KEEPS_THE_FIRST_ENVELOPE(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        @Override
        public void envelope(Envelope envelope) {
            // forgotten
        }
    })),
    NEVER_GIVES_A_PLACE_BACK(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        @Override
        public void close() {
            // the reservation stays
        }
    })),
    STORES_SILENCE_OF_NOTHING(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        @Override
        public Optional<Message> commit() {
            if (recorded().payloadBytes() == 0) {
                renditions().get(0).append(ByteBuffer.allocate(130));
            }
            return super.commit();
        }
    })),
    TRUNCATES_NOTHING(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        @Override
        public void truncate(Duration length) {
            super.truncate(Duration.ofDays(1));
        }
    })),
    APPENDS_A_RETAKE(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        @Override
        public void restart() {
            super.truncate(Duration.ofDays(1));
        }
    })),
    KEEPS_THE_BUFFER(() -> spoiledDeposits(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
        private final List<ByteBuffer> kept = new ArrayList<>();

        @Override
        public List<AudioSink> renditions() {
            return super.renditions().stream().map(this::lazy).toList();
        }

        private AudioSink lazy(AudioSink sink) {
            return new ForwardingStore.ForwardingSink(sink) {
                @Override
                public void append(ByteBuffer audio) {
                    kept.add(audio.slice());
                    audio.position(audio.limit());
                }
            };
        }

        @Override
        public AudioContent recorded() {
            kept.forEach(super.renditions().get(0)::append);
            kept.clear();
            return super.recorded();
        }

        @Override
        public Optional<Message> commit() {
            recorded();
            return super.commit();
        }
    })),
    CUTS_CALLERS_AT_SEMICOLONS(() -> new ForwardingStore() {
        @Override
        public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
            Party caller = envelope.caller();
            Party cut = new Party(caller.name().map(name -> name.split(";", 2)[0]), caller.number());
            return super.beginDeposit(mailbox, envelope.toBuilder().caller(cut).build(), terms);
        }
    }),
    HAS_NO_QUOTA(() -> new ForwardingStore() {
        @Override
        public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
            return super.beginDeposit(mailbox, envelope, new DepositTerms(Integer.MAX_VALUE, terms.shortest()));
        }
    }),
    COUNTS_WITHOUT_RESERVING(() -> new ForwardingStore() {
        @Override
        public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
            return list(mailbox, Folder.INBOX).size() >= terms.maxMessages()
                    ? new DepositStart.Refused(MAILBOX_FULL)
                    : super.beginDeposit(mailbox, envelope, new DepositTerms(9999, terms.shortest()));
        }
    }),
    LISTS_BACKWARDS(() -> new ForwardingStore() {
        @Override
        public List<Message> list(MailboxId mailbox, Folder folder) {
            List<Message> messages = new ArrayList<>(super.list(mailbox, folder));
            Collections.reverse(messages);
            return messages;
        }
    }),
    LISTS_IN_ORDER_OF_ID(() -> new ForwardingStore() {
        @Override
        public List<Message> list(MailboxId mailbox, Folder folder) {
            return super.list(mailbox, folder).stream()
                    .sorted((a, b) -> a.id().compareTo(b.id()))
                    .toList();
        }
    }),
    FORGETS_WHEN_IT_WAS_MOVED(() -> new ForwardingStore() {
        private final List<MessageId> arrived = Collections.synchronizedList(new ArrayList<>());

        @Override
        Deposit spoil(Deposit deposit) {
            return new ForwardingStore.ForwardingDeposit(deposit) {
                @Override
                public Optional<Message> commit() {
                    Optional<Message> message = super.commit();
                    message.ifPresent(there -> arrived.add(there.id()));
                    return message;
                }
            };
        }

        @Override
        public List<Message> list(MailboxId mailbox, Folder folder) {
            List<Message> all = super.list(mailbox, folder);
            return folder == Folder.INBOX
                    ? all
                    : all.stream()
                            .sorted(Comparator.comparingInt(message -> arrived.indexOf(message.id())))
                            .toList();
        }
    }),
    GIVES_A_NEW_ID_ON_MOVE(() -> new ForwardingStore() {
        @Override
        public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
            MoveResult copied = copy(mailbox, id, mailbox, to, maxMessages);
            if (copied == MoveResult.DONE) {
                delete(mailbox, id);
            }
            return copied;
        }
    }),
    MOVES_INTO_FULL_FOLDERS(() -> new ForwardingStore() {
        @Override
        public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
            return super.move(mailbox, id, to, Integer.MAX_VALUE);
        }
    }),
    MOVES_INSTEAD_OF_COPYING(() -> new ForwardingStore() {
        @Override
        public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
            MoveResult result = super.copy(from, id, to, folder, maxMessages);
            delete(from, id);
            return result;
        }
    }),
    DELETES_WHAT_IS_NOT_THERE(() -> new ForwardingStore() {
        @Override
        public boolean delete(MailboxId mailbox, MessageId id) {
            super.delete(mailbox, id);
            return true;
        }
    }),
    MOVES_WHAT_WAS_MOVED_ELSEWHERE(() -> new ForwardingStore() {
        @Override
        public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
            return super.move(mailbox, id, to, maxMessages);
        }
    }),
    DELETES_WHAT_WAS_MOVED_ELSEWHERE(() -> new ForwardingStore() {
        @Override
        public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
            return super.delete(mailbox, id);
        }
    }),
    COPIES_BY_REMEMBERED_POSITION(() -> new ForwardingStore() {
        private final Map<MessageId, Integer> positions = new ConcurrentHashMap<>();

        @Override
        public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
            Optional<Message> message = find(from, id);
            if (message.isEmpty()) {
                return MoveResult.NOT_FOUND;
            }
            List<Message> there = list(from, message.get().folder());
            int position = positions.computeIfAbsent(id, first -> there.indexOf(message.get()));
            MessageId now = there.get(Math.min(position, there.size() - 1)).id();
            return super.copy(from, now, to, folder, maxMessages);
        }
    }),
    CHANGES_WHO_CALLED(() -> spoiledChanges((before, after) -> after)),
    FORGETS_THAT_IT_IS_PRIVATE(() -> spoiledChanges((before, after) -> before.changed(same -> after).toBuilder()
            .sensitivity(Sensitivity.NORMAL)
            .build())),
    REMEMBERS_ONE_OWNER_ONLY(() -> spoiledChanges((before, after) -> {
        Envelope.Builder one = before.changed(same -> after).toBuilder();
        before.heardBy().forEach(one::unheardBy);
        return one.build();
    })),
    NEVER_CEASES_TO_BE_URGENT(() -> spoiledChanges((before, after) ->
            before.changed(same -> after).toBuilder().urgency(Urgency.URGENT).build())),
    FORGETS_THE_ATTRIBUTES(() -> spoiledChanges((before, after) -> {
        Envelope.Builder bare = before.changed(same -> after).toBuilder();
        after.attributes().keySet().forEach(bare::without);
        return bare.build();
    })),
    CHANGES_A_COPY_OF_WHAT_IT_READ(() -> new ForwardingStore() {
        private final Map<MessageId, Envelope> read = new ConcurrentHashMap<>();

        @Override
        public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
            return super.change(
                    mailbox, id, now -> read.computeIfAbsent(id, first -> now).changed(change));
        }
    }),
    COUNTS_NOTHING_URGENT(() -> new ForwardingStore() {
        @Override
        public MessageCounts counts(MailboxId mailbox) {
            MessageCounts counts = super.counts(mailbox);
            return new MessageCounts(counts.newMessages(), 0, counts.oldMessages(), 0);
        }
    }),
    FORGETS_THE_CONTEXT(() -> new ForwardingStore() {
        @Override
        public List<Message> list(MailboxId mailbox, Folder folder) {
            List<Message> all = new ArrayList<>(super.list(StoreUnderTest.ALICE, folder));
            all.addAll(super.list(StoreUnderTest.BOB, folder));
            return all;
        }
    }),
    OPENS_BY_POSITION(() -> new ForwardingStore() {
        @Override
        public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
            return find(mailbox, id).map(message -> {
                List<Message> folder = list(mailbox, message.folder());
                return byPosition(mailbox, message.folder(), folder.indexOf(message));
            });
        }

        private AudioContent byPosition(MailboxId mailbox, Folder folder, int position) {
            AudioContent now = sound.open(
                            mailbox, list(mailbox, folder).get(position).id())
                    .orElseThrow();
            return new AudioContent() {
                @Override
                public AudioFormat format() {
                    return now.format();
                }

                @Override
                public long payloadBytes() {
                    return now.payloadBytes();
                }

                @Override
                public AudioReader open() {
                    MessageId there = list(mailbox, folder).get(position).id();
                    return sound.open(mailbox, there).orElseThrow().open();
                }
            };
        }
    }),
    HAS_ONE_GREETING_FOR_ALL_KINDS(() -> new ForwardingStore() {
        @Override
        public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
            return sound.greeting(mailbox, kind).or(() -> sound.greeting(mailbox, GreetingKind.NAME));
        }
    }),
    KEEPS_DELETED_GREETINGS(() -> new ForwardingStore() {
        @Override
        public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
            return greeting(mailbox, kind).isPresent();
        }
    }),
    RECOVERS_LIVE_RECORDINGS(() -> new ForwardingStore() {
        private final Set<Deposit> live = ConcurrentHashMap.newKeySet();

        @Override
        Deposit spoil(Deposit deposit) {
            live.add(deposit);
            return deposit;
        }

        @Override
        public List<RecoveredMessage> recover() {
            return live.stream()
                    .filter(deposit -> deposit.recorded().payloadBytes() > 0)
                    .flatMap(deposit -> deposit.commit().stream())
                    .map(message -> new RecoveredMessage(StoreUnderTest.ALICE, message))
                    .toList();
        }
    });

    private final Supplier<MessageStore> store;

    StoreFault(Supplier<MessageStore> store) {
        this.store = store;
    }

    MessageStore newStore() {
        return store.get();
    }

    private interface Spoiler {
        Deposit spoil(Deposit deposit);
    }

    private static MessageStore spoiledChanges(BinaryOperator<Envelope> spoiler) {
        return new ForwardingStore() {
            @Override
            public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
                return find(mailbox, id).flatMap(found -> {
                    Envelope after = spoiler.apply(found.envelope(), change.apply(found.envelope()));
                    boolean sameCall = after.caller().equals(found.envelope().caller())
                            && after.received().equals(found.envelope().received());
                    return sameCall ? super.change(mailbox, id, now -> after) : Optional.of(found);
                });
            }
        };
    }

    private static MessageStore spoiledDeposits(Spoiler spoiler) {
        return new ForwardingStore() {
            @Override
            Deposit spoil(Deposit deposit) {
                return spoiler.spoil(deposit);
            }
        };
    }
}
