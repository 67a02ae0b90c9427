package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/**
 * What every {@link MailboxDirectory} must do. A test class implements this, makes its directory know exactly the {@link
 * Subscribers}, and JUnit 5 runs the tests.
 */
public interface MailboxDirectoryContract {

    /** The directory under test, which knows exactly {@link Subscribers#ALL}. */
    MailboxDirectory directory();

    @Test
    default void everybodyIsFoundByTheirMailbox() {
        for (Subscriber expected : Subscribers.ALL) {
            Subscriber found = known(expected.mailbox());
            assertThat(found.mailbox()).isEqualTo(expected.mailbox());
            assertThat(found.fullName()).isEqualTo(expected.fullName());
            assertThat(found.emails()).isEqualTo(expected.emails());
        }
    }

    @Test
    default void whoHasNoMailboxIsNotFound() {
        assertThat(directory().find(new MailboxId("default", "4999"))).isEmpty();
        assertThat(directory().find(new MailboxId("default", "100"))).isEmpty();
        assertThat(directory().find(new MailboxId("nowhere", "1000"))).isEmpty();
        assertThat(directory().find(new MailboxId("sales", "1001"))).isEmpty();
    }

    @Test
    default void everybodyIsListedOnceInTheOrderOfTheirMailboxes() {
        assertThat(listed()).containsExactlyElementsOf(idsOfAll());
    }

    @Test
    default void whoIsListedIsSaidToBeTheSameAsWhoIsFound() {
        try (Stream<Subscriber> list = directory().list()) {
            assertThat(list).allSatisfy(listed -> {
                Subscriber found = known(listed.mailbox());
                assertThat(found.fullName()).isEqualTo(listed.fullName());
                assertThat(found.emails()).isEqualTo(listed.emails());
                assertThat(found.pinFixed()).isEqualTo(listed.pinFixed());
                assertThat(found.policy().shortestPin())
                        .isEqualTo(listed.policy().shortestPin());
            });
        }
    }

    @Test
    default void aListMayBeLeftInTheMiddle() {
        for (int round = 0; round < 3; round++) {
            try (Stream<Subscriber> list = directory().list()) {
                assertThat(list.findFirst().map(Subscriber::mailbox)).contains(Subscribers.ALICE.mailbox());
            }
        }
        assertThat(listed()).containsExactlyElementsOf(idsOfAll());
    }

    @Test
    default void theNamesAreThoseOfTheList() {
        try (Stream<MailboxId> ids = directory().ids()) {
            assertThat(ids).containsExactlyElementsOf(idsOfAll());
        }
    }

    @Test
    default void namesAfterOneAreReadFromThere() {
        List<MailboxId> all = idsOfAll();
        MailboxId absent = new MailboxId("default", "1000-");
        for (MailboxId id : List.of(all.get(0), absent)) {
            assertThat(after(id)).containsExactlyElementsOf(all.subList(1, all.size()));
        }
        assertThat(after(new MailboxId("default", "1"))).containsExactlyElementsOf(all);
        assertThat(after(all.get(1))).containsExactlyElementsOf(all.subList(2, all.size()));
        assertThat(after(all.get(all.size() - 1))).isEmpty();
    }

    @Test
    default void aContextHasItsOwnSubscribersAlone() {
        for (String context : List.of("default", "sales", "nowhere")) {
            try (Stream<Subscriber> list = directory().list(context)) {
                assertThat(list.map(Subscriber::mailbox))
                        .containsExactlyElementsOf(idsOfAll().stream()
                                .filter(id -> id.context().equals(context))
                                .toList());
            }
        }
    }

    @Test
    default void aPinIsTheOneConfigured() {
        Pin pin = known(Subscribers.ALICE.mailbox()).configuredPin().orElseThrow();
        assertThat(pin.matches("4711")).isTrue();
        assertThat(pin.matches("4712")).isFalse();
        assertThat(known(Subscribers.CAROL.mailbox())
                        .configuredPin()
                        .orElseThrow()
                        .matches("0815"))
                .isTrue();
        assertThat(known(Subscribers.BOB.mailbox()).configuredPin()).isEmpty();
    }

    /** Whether or not it is hashed by then. */
    @Test
    default void aPinThatWasEnteredRightIsTheSameAfterwards() {
        RandomGenerator random = new SplittableRandom(1);
        directory().hashPin(Subscribers.ALICE.mailbox(), Pin.clear("4711"), random);
        directory().hashPin(Subscribers.CAROL.mailbox(), Pin.clear("0815"), random);
        aPinIsTheOneConfigured();
        onlyAFixedPinIsFixed();
    }

    @Test
    default void aPinThatIsNoLongerTheOneOfItsMailboxComesNotBack() {
        RandomGenerator random = new SplittableRandom(1);
        directory().hashPin(Subscribers.ALICE.mailbox(), Pin.clear("0815"), random);
        directory().hashPin(Subscribers.BOB.mailbox(), Pin.clear("4711"), random);
        aPinIsTheOneConfigured();
    }

    @Test
    default void onlyAFixedPinIsFixed() {
        assertThat(known(Subscribers.ALICE.mailbox()).pinFixed()).isFalse();
        assertThat(known(Subscribers.BOB.mailbox()).pinFixed()).isFalse();
        assertThat(known(Subscribers.CAROL.mailbox()).pinFixed()).isTrue();
    }

    @Test
    default void theMailboxsPolicyIsTheOneConfigured() {
        assertThat(known(Subscribers.ALICE.mailbox()).policy().shortestPin()).isEqualTo(4);
    }

    @Test
    default void manyMayAskAtOnce() throws InterruptedException, ExecutionException {
        ContractThreads.atOnce(6, asking -> {
            MailboxId id = idsOfAll().get(asking % 3);
            for (int round = 0; round < 20; round++) {
                assertThat(known(id).mailbox()).isEqualTo(id);
                assertThat(listed()).containsExactlyElementsOf(idsOfAll());
            }
        });
    }

    private Subscriber known(MailboxId id) {
        return directory().find(id).orElseThrow(() -> new AssertionError(id + " is not found"));
    }

    private List<MailboxId> listed() {
        try (Stream<Subscriber> list = directory().list()) {
            return list.map(Subscriber::mailbox).toList();
        }
    }

    private List<MailboxId> after(MailboxId id) {
        try (Stream<MailboxId> ids = directory().idsAfter(id)) {
            return ids.toList();
        }
    }

    private static List<MailboxId> idsOfAll() {
        return Subscribers.ALL.stream().map(Subscriber::mailbox).toList();
    }
}
