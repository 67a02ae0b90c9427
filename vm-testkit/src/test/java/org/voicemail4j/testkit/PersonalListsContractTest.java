package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;

/** The contract catches what it is there to catch. */
class PersonalListsContractTest {

    @ParameterizedTest
    @EnumSource
    void listsThatGetOneThingWrongFailTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyLists.class, fault)).isNotEmpty();
    }

    /** Lists that get one thing wrong. */
    enum Fault {
        KEEPS_THE_FIRST(() -> new Sound() {
            @Override
            public void put(MailboxId owner, DistributionList list) {
                if (find(owner, list.number()).isEmpty()) {
                    super.put(owner, list);
                }
            }
        }),
        FORGETS_THE_CONTEXT(() -> new Sound() {
            @Override
            String owner(MailboxId owner) {
                return owner.number();
            }
        }),
        MIXES_UP_THE_ORDER(() -> new Sound() {
            @Override
            public void put(MailboxId owner, DistributionList list) {
                List<MailboxId> sorted = list.members().stream().sorted().toList();
                super.put(owner, new DistributionList(list.number(), sorted));
            }
        }),
        DELETES_ALL(() -> new Sound() {
            @Override
            public boolean delete(MailboxId owner, int number) {
                boolean there = find(owner, number).isPresent();
                lists.clear();
                return there;
            }
        }),
        CUTS_LONG_ONES(() -> new Sound() {
            @Override
            public void put(MailboxId owner, DistributionList list) {
                List<MailboxId> some = list.members().stream().limit(20).toList();
                super.put(owner, new DistributionList(list.number(), some));
            }
        }),
        TELLS_THE_LAST_FIRST(() -> new Sound() {
            @Override
            public List<DistributionList> all(MailboxId owner) {
                List<DistributionList> backwards = new ArrayList<>(super.all(owner));
                Collections.reverse(backwards);
                return backwards;
            }
        }),
        SAYS_THAT_ALL_WERE_THERE(() -> new Sound() {
            @Override
            public boolean delete(MailboxId owner, int number) {
                super.delete(owner, number);
                return true;
            }
        });

        private final Supplier<PersonalLists> plant;

        Fault(Supplier<PersonalLists> plant) {
            this.plant = plant;
        }
    }

    /** Lists as they should be, to put a fault into. */
    private static class Sound implements PersonalLists {

        final Map<String, DistributionList> lists = new HashMap<>();

        String owner(MailboxId owner) {
            return owner.toString();
        }

        @Override
        public synchronized Optional<DistributionList> find(MailboxId owner, int number) {
            return Optional.ofNullable(lists.get(owner(owner) + '/' + number));
        }

        @Override
        public synchronized void put(MailboxId owner, DistributionList list) {
            lists.put(owner(owner) + '/' + list.number(), list);
        }

        @Override
        public synchronized boolean delete(MailboxId owner, int number) {
            return lists.remove(owner(owner) + '/' + number) != null;
        }
    }

    /** Not run by itself: the contract on lists with a fault. */
    @ExtendWith(FaultyLists.Parameter.class)
    static final class FaultyLists implements PersonalListsContract {

        private final PersonalLists lists;

        FaultyLists(Fault fault) {
            this.lists = fault.plant.get();
        }

        @Override
        public PersonalLists lists() {
            return lists;
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
