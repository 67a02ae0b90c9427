package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;

/** The contract catches what it is there to catch. */
class GreetingDatesContractTest {

    @ParameterizedTest
    @EnumSource
    void datesThatGetOneThingWrongFailTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyDates.class, fault)).isNotEmpty();
    }

    /** Dates that get one thing wrong. */
    enum Fault {
        KEEPS_THE_FIRST(() -> new Sound() {
            @Override
            public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
                of(owner).putIfAbsent(kind, period);
            }
        }),
        FORGETS_THE_CONTEXT(() -> new Sound() {
            @Override
            String key(MailboxId owner) {
                return owner.number();
            }
        }),
        KEEPS_DAYS_ALONE(() -> new Sound() {
            @Override
            public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
                super.put(
                        owner,
                        kind,
                        new GreetingPeriod(period.from(), period.until().map(Fault::day)));
            }
        }),
        TAKES_ALWAYS_FOR_NOTHING(() -> new Sound() {
            @Override
            public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
                if (period.equals(GreetingPeriod.ALWAYS)) {
                    delete(owner, kind);
                } else {
                    super.put(owner, kind, period);
                }
            }
        }),
        HAS_ONE_FOR_ALL_KINDS(() -> new Sound() {
            @Override
            public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
                of(owner).clear();
                super.put(owner, kind, period);
            }
        }),
        FORGETS_ALL(() -> new Sound() {
            @Override
            public boolean delete(MailboxId owner, GreetingKind kind) {
                boolean there = super.delete(owner, kind);
                of(owner).clear();
                return there;
            }
        }),
        SAYS_THAT_ALL_WERE_THERE(() -> new Sound() {
            @Override
            public boolean delete(MailboxId owner, GreetingKind kind) {
                super.delete(owner, kind);
                return true;
            }
        }),
        KEEPS_WHAT_IS_OVER(() -> new Sound() {
            @Override
            public void deleteEnded(MailboxId owner, GreetingKind kind, LocalDateTime now) {
                super.deleteEnded(owner, kind, now.minusSeconds(1));
            }
        });

        private final Supplier<GreetingDates> plant;

        Fault(Supplier<GreetingDates> plant) {
            this.plant = plant;
        }

        private static LocalDateTime day(LocalDateTime time) {
            return time.truncatedTo(ChronoUnit.DAYS);
        }
    }

    /** Dates as they should be, to put a fault into. */
    private static class Sound implements GreetingDates {

        private final Map<String, Map<GreetingKind, GreetingPeriod>> dates = new HashMap<>();

        String key(MailboxId owner) {
            return owner.toString();
        }

        synchronized Map<GreetingKind, GreetingPeriod> of(MailboxId owner) {
            return dates.computeIfAbsent(key(owner), none -> new EnumMap<>(GreetingKind.class));
        }

        @Override
        public synchronized Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
            return Map.copyOf(of(owner));
        }

        @Override
        public synchronized void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
            of(owner).put(kind, period);
        }

        @Override
        public synchronized boolean delete(MailboxId owner, GreetingKind kind) {
            return of(owner).remove(kind) != null;
        }
    }

    /** Not run by itself: the contract on dates with a fault. */
    @ExtendWith(FaultyDates.Parameter.class)
    static final class FaultyDates implements GreetingDatesContract {

        private final GreetingDates dates;

        FaultyDates(Fault fault) {
            this.dates = fault.plant.get();
        }

        @Override
        public GreetingDates dates() {
            return dates;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
