package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/** The contract catches what it is there to catch. */
class MailboxDirectoryContractTest {

    @ParameterizedTest
    @EnumSource
    void aDirectoryThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyDirectory.class, fault)).isNotEmpty();
    }

    /** Directories that get one thing wrong. */
    enum Fault {
        FORGETS_THE_CONTEXT(sound -> new Forwarding(sound) {
            @Override
            public Optional<Subscriber> find(MailboxId id) {
                return super.find(new MailboxId("default", id.number()));
            }
        }),
        LOOKS_IN_ALL_CONTEXTS(sound -> new Forwarding(sound) {
            @Override
            public Optional<Subscriber> find(MailboxId id) {
                return super.find(id)
                        .or(() -> sound.list()
                                .filter(subscriber ->
                                        subscriber.mailbox().number().equals(id.number()))
                                .findFirst());
            }
        }),
        FINDS_BY_THE_BEGINNING(sound -> new Forwarding(sound) {
            @Override
            public Optional<Subscriber> find(MailboxId id) {
                return sound.list()
                        .filter(subscriber -> subscriber.mailbox().context().equals(id.context()))
                        .filter(subscriber -> subscriber.mailbox().number().startsWith(id.number()))
                        .findFirst();
            }
        }),
        LISTS_IN_ANY_ORDER(sound -> new Forwarding(sound) {
            @Override
            public Stream<Subscriber> list() {
                return super.list().sorted(Comparator.comparing(Subscriber::mailbox, Collections.reverseOrder()));
            }
        }),
        LISTS_THE_DEFAULT_CONTEXT_ONLY(sound -> new Forwarding(sound) {
            @Override
            public Stream<Subscriber> list() {
                return super.list()
                        .filter(subscriber -> subscriber.mailbox().context().equals("default"));
            }
        }),
        LISTS_SOMEBODY_TWICE(sound -> new Forwarding(sound) {
            @Override
            public Stream<Subscriber> list() {
                return super.list().flatMap(subscriber -> Stream.of(subscriber, subscriber));
            }
        }),
        LISTS_NAMES_ONLY(sound -> new Forwarding(sound) {
            @Override
            public Stream<Subscriber> list() {
                return super.list()
                        .map(subscriber -> Subscriber.of(subscriber.mailbox())
                                .fullName(subscriber.fullName())
                                .build());
            }
        }),
        GOES_ON_WITH_THE_LIST_THAT_WAS_LEFT(sound -> new Forwarding(sound) {
            private final List<Subscriber> left = new ArrayList<>(Subscribers.ALL);

            @Override
            public Stream<Subscriber> list() {
                return Stream.generate(() -> left.isEmpty() ? Subscribers.ALICE : left.remove(0))
                        .limit(3);
            }
        }),
        NAMES_SOMEBODY_TWICE(sound -> new Forwarding(sound) {
            @Override
            public Stream<MailboxId> ids() {
                return super.ids().flatMap(id -> Stream.of(id, id));
            }
        }),
        BEGINS_AFTER_ONE_WITH_THAT_ONE(sound -> new Forwarding(sound) {
            @Override
            public Stream<MailboxId> idsAfter(MailboxId id) {
                return super.ids().dropWhile(next -> next.compareTo(id) < 0);
            }
        }),
        STAYS_IN_THE_CONTEXT_OF_THE_ONE_BEFORE(sound -> new Forwarding(sound) {
            @Override
            public Stream<MailboxId> idsAfter(MailboxId id) {
                return super.idsAfter(id).filter(next -> next.context().equals(id.context()));
            }
        }),
        GOES_ON_WITH_LATER_CONTEXTS(sound -> new Forwarding(sound) {
            @Override
            public Stream<Subscriber> list(String context) {
                return super.list()
                        .filter(subscriber -> subscriber.mailbox().context().compareTo(context) >= 0);
            }
        }),
        KNOWS_THE_FIRST_ADDRESS_ONLY(sound -> new Forwarding(sound) {
            @Override
            Subscriber changed(Subscriber subscriber) {
                return Subscriber.of(subscriber.mailbox())
                        .fullName(subscriber.fullName())
                        .emails(subscriber.emails().stream().limit(1).toList())
                        .build();
            }
        }),
        TAKES_ANY_PIN_AS_CHANGEABLE(sound -> new Forwarding(sound) {
            @Override
            Subscriber changed(Subscriber subscriber) {
                Subscriber.Builder changed = like(subscriber);
                subscriber.configuredPin().ifPresent(changed::pin);
                return changed.build();
            }
        }),
        GIVES_EVERYBODY_A_PIN(sound -> new Forwarding(sound) {
            @Override
            Subscriber changed(Subscriber subscriber) {
                return subscriber.configuredPin().isPresent()
                        ? subscriber
                        : like(subscriber).pin(Pin.clear("0000")).build();
            }
        }),
        FORGETS_THE_POLICY(sound -> new Forwarding(sound) {
            @Override
            Subscriber changed(Subscriber subscriber) {
                return subscriber.equals(Subscribers.ALICE)
                        ? Subscriber.of(subscriber.mailbox())
                                .fullName(subscriber.fullName())
                                .emails(subscriber.emails())
                                .pin(Pin.clear("4711"))
                                .build()
                        : subscriber;
            }
        }),
        HASHES_WHATEVER_IT_IS_TOLD(Hashing::new),
        LETS_A_HASHED_PIN_BE_CHANGED(sound -> new Hashing(sound) {
            @Override
            Subscriber hashed(Subscriber subscriber, Pin pin) {
                return pin.matches(clear(subscriber))
                        ? like(subscriber).pin(pin).build()
                        : subscriber;
            }
        }),
        HASHES_ANOTHER_PIN_THAN_WAS_ENTERED(sound -> new Hashing(sound) {
            @Override
            public void hashPin(MailboxId id, Pin clear, RandomGenerator random) {
                super.hashPin(id, Pin.clear(clear.clearDigits().orElseThrow() + "0"), random);
            }
        }),
        GIVES_ONE_WHAT_ANOTHER_ASKED_FOR(sound -> new Forwarding(sound) {
            private final Exchanger<MailboxId> others = new Exchanger<>();

            @Override
            public Optional<Subscriber> find(MailboxId id) {
                return super.find(mixedUp(id));
            }

            /** What another thread asks for, if one asks at the same time. */
            private MailboxId mixedUp(MailboxId id) {
                try {
                    return others.exchange(id, 50, TimeUnit.MILLISECONDS);
                } catch (InterruptedException | TimeoutException e) {
                    return id;
                }
            }
        });

        private final UnaryOperator<MailboxDirectory> plant;

        Fault(UnaryOperator<MailboxDirectory> plant) {
            this.plant = plant;
        }
    }

    /** A directory that does what another one does, or nearly. */
    private static class Forwarding implements MailboxDirectory {

        private final MailboxDirectory sound;

        Forwarding(MailboxDirectory sound) {
            this.sound = sound;
        }

        Subscriber changed(Subscriber subscriber) {
            return subscriber;
        }

        static Subscriber.Builder like(Subscriber subscriber) {
            return Subscriber.of(subscriber.mailbox())
                    .fullName(subscriber.fullName())
                    .emails(subscriber.emails())
                    .policy(subscriber.policy());
        }

        @Override
        public Optional<Subscriber> find(MailboxId id) {
            return sound.find(id).map(this::changed);
        }

        @Override
        public Stream<Subscriber> list() {
            return sound.list().map(this::changed);
        }
    }

    /** A directory that hashes, without a look at what it has. */
    private static class Hashing extends Forwarding {

        private final Map<MailboxId, Pin> hashes = new ConcurrentHashMap<>();

        Hashing(MailboxDirectory sound) {
            super(sound);
        }

        @Override
        public void hashPin(MailboxId id, Pin clear, RandomGenerator random) {
            hashes.put(id, Pin.hash(clear.clearDigits().orElseThrow(), random));
        }

        @Override
        Subscriber changed(Subscriber subscriber) {
            Pin pin = hashes.get(subscriber.mailbox());
            return pin == null ? subscriber : hashed(subscriber, pin);
        }

        Subscriber hashed(Subscriber subscriber, Pin pin) {
            Subscriber.Builder changed = like(subscriber);
            return (subscriber.pinFixed() ? changed.fixedPin(pin) : changed.pin(pin)).build();
        }

        static String clear(Subscriber subscriber) {
            return subscriber.configuredPin().flatMap(Pin::clearDigits).orElse("");
        }
    }

    /** Not run by itself: the contract on a directory with a fault. */
    @ExtendWith(FaultyDirectory.Parameter.class)
    static final class FaultyDirectory implements MailboxDirectoryContract {

        private final MailboxDirectory directory;

        FaultyDirectory(Fault fault) {
            this.directory = fault.plant.apply(new InMemoryMailboxDirectory(Subscribers.ALL));
        }

        @Override
        public MailboxDirectory directory() {
            return directory;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
