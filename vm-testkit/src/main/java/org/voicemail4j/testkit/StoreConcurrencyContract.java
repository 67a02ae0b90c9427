package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MoveResult;

/** How a message store behaves under many threads. Part of {@link MessageStoreContract}. */
public interface StoreConcurrencyContract extends StoreUnderTest {

    @Test
    default void ofManyAtOnceExactlyAsManyAreTakenAsMayBe() throws Exception {
        DepositTerms ten = new DepositTerms(10, Duration.ZERO);
        leave(ALICE);
        leaveUrgent(ALICE);
        ConcurrentLinkedQueue<Deposit> opened = new ConcurrentLinkedQueue<>();
        ContractThreads.atOnce(64, i -> {
            if (store().beginDeposit(ALICE, envelope(), ten) instanceof DepositStart.Opened start) {
                opened.add(start.deposit());
            }
        });
        assertThat(opened).hasSize(8);
        ContractThreads.atOnce(8, i -> commit(opened.remove(), i));
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(10).doesNotHaveDuplicates();
    }

    private void commit(Deposit deposit, long seed) {
        try (deposit) {
            record(deposit, Duration.ofMillis(400), seed);
            assertThat(deposit.commit()).isPresent();
        }
    }

    @Test
    default void depositsThatCommitWhileOthersBeginNeverOverfillTheMailbox() throws Exception {
        DepositTerms twenty = new DepositTerms(20, Duration.ZERO);
        ConcurrentLinkedQueue<DepositStart> refused = new ConcurrentLinkedQueue<>();
        ContractThreads.atOnce(40, i -> {
            DepositStart start = store().beginDeposit(ALICE, envelope(), twenty);
            if (start instanceof DepositStart.Opened taken) {
                commit(taken.deposit(), i);
            } else {
                refused.add(start);
            }
        });
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(20);
        assertThat(refused).hasSize(20);
    }

    @Test
    default void aMessageMovedByTwoAtOnceIsThereOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            MessageId id = leave(ALICE).id();
            ContractThreads.atOnce(4, i -> store().move(ALICE, id, i % 2 == 0 ? Folder.WORK : Folder.FRIENDS, 99));
            assertThat(everywhere())
                    .filteredOn(message -> message.id().equals(id))
                    .hasSize(1);
            assertThat(heard(ALICE, id)).isNotEmpty();
        }
    }

    @Test
    default void aMessageDeletedByTwoAtOnceIsDeletedByOne() throws Exception {
        leave(ALICE);
        MessageId id = leave(ALICE).id();
        ConcurrentLinkedQueue<Boolean> deleted = new ConcurrentLinkedQueue<>();
        ContractThreads.atOnce(8, i -> deleted.add(store().delete(ALICE, id)));
        assertThat(deleted).filteredOn(yes -> yes).hasSize(1);
        assertThat(everywhere()).hasSize(1);
    }

    /** Copies are made while what lies before the originals comes and goes: each is of its original, text and sound. */
    @Test
    default void copiesAreTrueWhileTheirFolderChanges() throws Exception {
        List<Message> left = new ArrayList<>();
        List<byte[]> sounds = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Envelope envelope = envelope().toBuilder().category("" + i).build();
            Message message = leave(ALICE, envelope, Duration.ofSeconds(10 + i));
            left.add(message);
            sounds.add(heard(ALICE, message.id()));
        }
        AtomicInteger copying = new AtomicInteger(3);
        ContractThreads.atOnce(4, worker -> {
            if (worker == 0) {
                goBackAndForth(left, copying);
                return;
            }
            try {
                copyAll(left, worker);
            } finally {
                copying.decrementAndGet();
            }
        });
        for (int worker = 1; worker < 4; worker++) {
            List<Message> copies = store().list(BOB, Folder.values()[worker]);
            assertThat(copies).hasSize(12).allSatisfy(copy -> {
                int original = Integer.parseInt(copy.envelope().category());
                assertThat(copy.length()).isEqualTo(left.get(original).length());
                assertThat(heard(BOB, copy.id())).isEqualTo(sounds.get(original));
            });
        }
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(6);
    }

    private void copyAll(List<Message> left, int worker) {
        for (int i = 0; i < 12; i++) {
            MessageId original = left.get(3 + (i + worker) % 3).id();
            assertThat(store().copy(ALICE, original, BOB, Folder.values()[worker], 99))
                    .isEqualTo(MoveResult.DONE);
        }
    }

    private void goBackAndForth(List<Message> left, AtomicInteger copying) {
        for (int i = 0; copying.get() > 0; i++) {
            MessageId id = left.get(i % left.size()).id();
            store().move(ALICE, id, Folder.WORK, 99);
            store().move(ALICE, id, Folder.INBOX, 99);
        }
    }

    /** Copies back and forth between two mailboxes: nobody waits for ever, nothing is lost. */
    @Test
    default void copiesInOppositeDirectionsDoNotBlockEachOther() throws Exception {
        MessageId mine = leave(ALICE).id();
        MessageId other = leave(BOB).id();
        ContractThreads.atOnce(4, worker -> {
            for (int i = 0; i < 4; i++) {
                MoveResult result = worker % 2 == 0
                        ? store().copy(ALICE, mine, BOB, Folder.OLD, 99)
                        : store().copy(BOB, other, ALICE, Folder.OLD, 99);
                assertThat(result).isEqualTo(MoveResult.DONE);
            }
        });
        assertThat(ids(ALICE, Folder.OLD)).hasSize(8).doesNotHaveDuplicates();
        assertThat(ids(BOB, Folder.OLD)).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    default void ofManyChangesAtOnceNoneIsLost() throws Exception {
        MessageId id = leave(ALICE).id();
        ContractThreads.atOnce(8, i -> {
            store().change(
                            ALICE,
                            id,
                            before -> before.toBuilder().heardBy("owner" + i).build());
            store().move(ALICE, id, Folder.values()[i % 3], 99);
        });
        assertThat(store().find(ALICE, id).orElseThrow().envelope().heardBy()).hasSize(8);
        assertThat(everywhere()).hasSize(1);
    }

    /** One owner saves a message while another one's deletion of it, or its expiry, is on its way. */
    @Test
    default void whatIsSavedElsewhereIsNotDeletedFromWhereItWas() throws Exception {
        for (int round = 0; round < 10; round++) {
            MessageId id = leave(ALICE).id();
            ConcurrentLinkedQueue<Boolean> kept = new ConcurrentLinkedQueue<>();
            ContractThreads.atOnce(
                    2,
                    i -> kept.add(
                            i == 0
                                    ? !store().delete(ALICE, id, Folder.INBOX)
                                    : store().move(ALICE, id, Folder.INBOX, Folder.WORK, 99) == MoveResult.DONE));
            assertThat(kept)
                    .as("deleted, or saved, never both")
                    .containsOnly(!ids(ALICE, Folder.INBOX).contains(id)
                            && ids(ALICE, Folder.WORK).contains(id));
        }
    }

    /** Movers, deleters and callers at work on one mailbox: what is there at the end is what must be, once. */
    @Test
    default void moversDeletersAndCallersLoseNothingAndDuplicateNothing() throws Exception {
        List<MessageId> mine = Stream.generate(() -> leave(ALICE).id()).limit(8).toList();
        ConcurrentLinkedQueue<MessageId> added = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<MessageId> deleted = new ConcurrentLinkedQueue<>();
        ContractThreads.atOnce(6, worker -> {
            SplittableRandom random = new SplittableRandom(20261122L + worker);
            for (int step = 0; step < 12; step++) {
                MessageId id = mine.get(random.nextInt(mine.size()));
                switch (worker % 3) {
                    case 0 -> added.add(leave(ALICE).id());
                    case 1 ->
                        assertThat(store().move(ALICE, id, anyFolder(random), 99))
                                .isNotEqualTo(MoveResult.FOLDER_FULL);
                    default -> deleteSome(random, id, deleted);
                }
            }
        });
        List<MessageId> expected = new ArrayList<>(mine);
        expected.addAll(added);
        expected.removeAll(deleted);
        assertThat(deleted).doesNotHaveDuplicates();
        assertThat(everywhere()).extracting(Message::id).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(expected).allSatisfy(id -> assertThat(heard(ALICE, id)).isNotEmpty());
    }

    private void deleteSome(SplittableRandom random, MessageId id, ConcurrentLinkedQueue<MessageId> deleted) {
        if (random.nextInt(4) == 0 && store().delete(ALICE, id)) {
            deleted.add(id);
        }
        assertThat(store().list(ALICE, anyFolder(random))).doesNotHaveDuplicates();
    }

    private static Folder anyFolder(SplittableRandom random) {
        return Folder.values()[random.nextInt(4)];
    }

    private List<Message> everywhere() {
        return Stream.of(Folder.values())
                .flatMap(folder -> store().list(ALICE, folder).stream())
                .toList();
    }
}
