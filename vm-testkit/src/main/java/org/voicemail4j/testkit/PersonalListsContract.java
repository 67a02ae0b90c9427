package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;

/** What all {@link PersonalLists} that are kept must do; used like {@link MessageStoreContract}. */
public interface PersonalListsContract {

    /** An owner. */
    MailboxId ALICE = new MailboxId("default", "1000");

    /** The same number in another context. */
    MailboxId OTHER_ALICE = new MailboxId("sales", "1000");

    /** Somebody on a list. */
    MailboxId BOB = new MailboxId("default", "1001");

    /** Somebody on a list, from elsewhere. */
    MailboxId CAROL = new MailboxId("sales", "a.b_c+d-e");

    /** The lists under test: none in each test, the same object throughout a test. */
    PersonalLists lists();

    @Test
    default void thereAreNoneAtFirst() {
        assertThat(lists().areKept()).isTrue();
        assertThat(lists().find(ALICE, 1)).isEmpty();
        assertThat(lists().delete(ALICE, 1)).isFalse();
    }

    @Test
    default void aListIsFoundAsItWasPut() {
        DistributionList five = new DistributionList(5, List.of(CAROL, BOB));
        lists().put(ALICE, five);

        assertThat(lists().find(ALICE, 5)).contains(five);
        assertThat(lists().find(ALICE, 50)).isEmpty();
        assertThat(lists().find(OTHER_ALICE, 5)).isEmpty();
        assertThat(lists().find(BOB, 5)).isEmpty();
    }

    @Test
    default void allOfAnOwnerAreToldByNumber() {
        DistributionList twelve = new DistributionList(12, List.of(CAROL, BOB));
        DistributionList five = new DistributionList(5, List.of(BOB));
        lists().put(ALICE, twelve);
        lists().put(ALICE, five);
        lists().put(OTHER_ALICE, new DistributionList(6, List.of(BOB)));

        assertThat(lists().all(ALICE)).containsExactly(five, twelve);
        assertThat(lists().all(BOB)).isEmpty();
    }

    @Test
    default void theLastOneHolds() {
        lists().put(ALICE, new DistributionList(5, List.of(CAROL, BOB)));
        lists().put(ALICE, new DistributionList(5, List.of(BOB)));

        assertThat(lists().find(ALICE, 5)).contains(new DistributionList(5, List.of(BOB)));
    }

    @Test
    default void asMuchAsThereMayBeIsKept() {
        List<MailboxId> members = IntStream.range(0, DistributionList.MOST_MEMBERS)
                .mapToObj(i -> new MailboxId("a-rather-long.example", Integer.toString(10_000 + i)))
                .toList();
        List<DistributionList> all = IntStream.rangeClosed(1, DistributionList.MOST_LISTS)
                .mapToObj(number -> new DistributionList(number, members))
                .toList();
        all.forEach(list -> lists().put(ALICE, list));

        assertThat(lists().all(ALICE)).isEqualTo(all);
    }

    @Test
    default void oneIsDeletedAndTheOthersStay() {
        lists().put(ALICE, new DistributionList(5, List.of(BOB)));
        lists().put(ALICE, new DistributionList(99, List.of(CAROL)));

        assertThat(lists().delete(ALICE, 5)).isTrue();

        assertThat(lists().find(ALICE, 5)).isEmpty();
        assertThat(lists().find(ALICE, 99)).isPresent();
        assertThat(lists().delete(ALICE, 5)).isFalse();
    }

    @Test
    default void theLongestListIsKeptWhole() {
        List<MailboxId> many = IntStream.range(0, DistributionList.MOST_MEMBERS)
                .mapToObj(number -> new MailboxId("x".repeat(64), "9".repeat(60) + number))
                .toList();
        lists().put(ALICE, new DistributionList(1, many));

        assertThat(lists().find(ALICE, 1)).contains(new DistributionList(1, many));
    }

    @Test
    default void ownersAtOnceKeepTheirsAll() throws InterruptedException, ExecutionException {
        ContractThreads.atOnce(8, number -> lists().put(ALICE, new DistributionList(number + 1, List.of(BOB))));

        assertThat(IntStream.rangeClosed(1, 8))
                .allMatch(number -> lists().find(ALICE, number).isPresent());
    }
}
