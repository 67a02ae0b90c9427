package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;

/** What all {@link GreetingDates} that are kept must do; used like {@link MessageStoreContract}. */
public interface GreetingDatesContract {

    /** An owner. */
    MailboxId ALICE = new MailboxId("default", "1000");

    /** The same number in another context. */
    MailboxId OTHER_ALICE = new MailboxId("sales", "1000");

    /** Two days at their beginning, as owners say them. */
    GreetingPeriod CHRISTMAS = new GreetingPeriod(
            Optional.of(LocalDateTime.of(2026, 12, 24, 0, 0)), Optional.of(LocalDateTime.of(2026, 12, 27, 0, 0)));

    /** Only an end, to the second. */
    GreetingPeriod UNTIL = new GreetingPeriod(Optional.empty(), Optional.of(LocalDateTime.of(2027, 1, 7, 8, 30, 15)));

    /** Only a beginning. */
    GreetingPeriod FROM = new GreetingPeriod(Optional.of(LocalDateTime.of(2027, 2, 1, 12, 0)), Optional.empty());

    /** The dates under test: none in each test, the same object throughout a test. */
    GreetingDates dates();

    @Test
    default void noneWereSaidAtFirst() {
        assertThat(dates().areKept()).isTrue();
        assertThat(dates().all(ALICE)).isEmpty();
        assertThat(dates().find(ALICE, GreetingKind.TEMPORARY)).isEmpty();
        assertThat(dates().delete(ALICE, GreetingKind.TEMPORARY)).isFalse();
    }

    @Test
    default void theyAreFoundAsTheyWereSaid() {
        dates().put(ALICE, GreetingKind.TEMPORARY, CHRISTMAS);
        dates().put(ALICE, GreetingKind.ABSENCE, UNTIL);
        dates().put(ALICE, GreetingKind.SPECIAL, FROM);
        dates().put(ALICE, GreetingKind.CLOSED, GreetingPeriod.ALWAYS);

        assertThat(dates().all(ALICE))
                .isEqualTo(Map.of(
                        GreetingKind.TEMPORARY, CHRISTMAS,
                        GreetingKind.ABSENCE, UNTIL,
                        GreetingKind.SPECIAL, FROM,
                        GreetingKind.CLOSED, GreetingPeriod.ALWAYS));
        assertThat(dates().find(ALICE, GreetingKind.ABSENCE)).contains(UNTIL);
        assertThat(dates().all(OTHER_ALICE)).isEmpty();
    }

    @Test
    default void theLastOneHolds() {
        dates().put(ALICE, GreetingKind.TEMPORARY, CHRISTMAS);
        dates().put(ALICE, GreetingKind.TEMPORARY, UNTIL);
        assertThat(dates().find(ALICE, GreetingKind.TEMPORARY)).contains(UNTIL);

        dates().put(ALICE, GreetingKind.TEMPORARY, GreetingPeriod.ALWAYS);
        assertThat(dates().find(ALICE, GreetingKind.TEMPORARY)).contains(GreetingPeriod.ALWAYS);
    }

    @Test
    default void oneIsForgottenAndTheOthersStay() {
        dates().put(ALICE, GreetingKind.TEMPORARY, CHRISTMAS);
        dates().put(ALICE, GreetingKind.ABSENCE, UNTIL);
        dates().put(OTHER_ALICE, GreetingKind.TEMPORARY, FROM);

        assertThat(dates().delete(ALICE, GreetingKind.TEMPORARY)).isTrue();

        assertThat(dates().all(ALICE)).isEqualTo(Map.of(GreetingKind.ABSENCE, UNTIL));
        assertThat(dates().all(OTHER_ALICE)).isEqualTo(Map.of(GreetingKind.TEMPORARY, FROM));
        assertThat(dates().delete(ALICE, GreetingKind.TEMPORARY)).isFalse();
    }

    @Test
    default void onlyWhatIsOverIsForgottenWhenTheGreetingIsNew() {
        LocalDateTime end = CHRISTMAS.until().orElseThrow();
        dates().put(ALICE, GreetingKind.TEMPORARY, CHRISTMAS);

        dates().deleteEnded(ALICE, GreetingKind.TEMPORARY, end.minusSeconds(1));
        assertThat(dates().find(ALICE, GreetingKind.TEMPORARY)).contains(CHRISTMAS);
        dates().deleteEnded(ALICE, GreetingKind.ABSENCE, end);
        assertThat(dates().find(ALICE, GreetingKind.TEMPORARY)).contains(CHRISTMAS);

        dates().deleteEnded(ALICE, GreetingKind.TEMPORARY, end);
        assertThat(dates().find(ALICE, GreetingKind.TEMPORARY)).isEmpty();
    }

    @Test
    default void ownersAtOnceKeepTheirsAll() throws InterruptedException, ExecutionException {
        GreetingKind[] kinds = GreetingKind.values();
        ContractThreads.atOnce(kinds.length, number -> dates().put(ALICE, kinds[number], UNTIL));

        assertThat(dates().all(ALICE)).containsOnlyKeys(kinds);
    }
}
