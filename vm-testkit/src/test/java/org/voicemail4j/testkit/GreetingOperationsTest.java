package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.GreetingOperations;
import org.voicemail4j.service.OperationResult;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.StoreException;

/** What a host does with greetings and their dates without a telephone. */
class GreetingOperationsTest implements StoreUnderTest {

    private static final GreetingPeriod HOLIDAYS = new GreetingPeriod(
            Optional.of(LocalDateTime.parse("2026-12-24T00:00")), Optional.of(LocalDateTime.parse("2026-12-27T00:00")));

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final List<VoicemailEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final FailingDates dates = new FailingDates();
    private final VoicemailService service = VoicemailService.builder()
            .store(store)
            .directory(new InMemoryMailboxDirectory(List.of(Subscriber.of(ALICE).build())))
            .greetingDates(dates)
            .listener(events::add)
            .clock(ManualClock.at("2026-11-24T20:23:45Z"))
            .executor(Runnable::run)
            .start();
    private final GreetingOperations greetings = service.operations().greetings();

    @Override
    public InMemoryMessageStore store() {
        return store;
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void record(GreetingKind kind) {
        assertThat(greetings.put(ALICE, kind, Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), 1)))
                .isEqualTo(OperationResult.DONE);
    }

    @Test
    void datesAreSaidTakenBackAndGoWithTheirGreeting() {
        record(GreetingKind.TEMPORARY);
        assertThat(greetings.schedule(ALICE, GreetingKind.TEMPORARY, HOLIDAYS)).isEqualTo(OperationResult.DONE);
        assertThat(greetings.period(ALICE, GreetingKind.TEMPORARY)).contains(HOLIDAYS);
        assertThat(greetings.unschedule(ALICE, GreetingKind.TEMPORARY)).isEqualTo(OperationResult.DONE);
        assertThat(greetings.period(ALICE, GreetingKind.TEMPORARY)).contains(GreetingPeriod.ALWAYS);
        assertThat(greetings.unschedule(ALICE, GreetingKind.TEMPORARY)).isEqualTo(OperationResult.NO_MESSAGE);
        greetings.schedule(ALICE, GreetingKind.TEMPORARY, HOLIDAYS);
        assertThat(greetings.delete(ALICE, GreetingKind.TEMPORARY)).isEqualTo(OperationResult.DONE);
        assertThat(dates.all(ALICE)).isEmpty();
        assertThat(greetings.schedule(MailboxId.parse("7777"), GreetingKind.TEMPORARY, HOLIDAYS))
                .isEqualTo(OperationResult.NO_MAILBOX);
        assertThatThrownBy(() -> greetings.schedule(ALICE, GreetingKind.BUSY, HOLIDAYS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFormerGreetingIsErasedForGood() {
        record(GreetingKind.BUSY);
        greetings.delete(ALICE, GreetingKind.BUSY);
        assertThat(greetings.eraseFormer(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.DONE);
        assertThat(greetings.eraseFormer(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.NO_MESSAGE);
        assertThat(greetings.restore(ALICE, GreetingKind.BUSY)).isEqualTo(OperationResult.NO_MESSAGE);
    }

    @Test
    void datesThatCannotBeForgottenMakeNoChangeOfAGreetingFail() {
        dates.failing = true;
        record(GreetingKind.TEMPORARY);
        assertThat(greetings.delete(ALICE, GreetingKind.TEMPORARY)).isEqualTo(OperationResult.DONE);
        assertThat(greetings.restore(ALICE, GreetingKind.TEMPORARY)).isEqualTo(OperationResult.DONE);
        assertThat(events).hasSize(3).hasOnlyElementsOfType(VoicemailEvent.GreetingChanged.class);
    }

    /** Dates that can be made to fail. */
    private static final class FailingDates implements GreetingDates {

        private final GreetingDates sound = new InMemoryGreetingDates();
        private boolean failing;

        @Override
        public Map<GreetingKind, GreetingPeriod> all(MailboxId owner) {
            check();
            return sound.all(owner);
        }

        @Override
        public void put(MailboxId owner, GreetingKind kind, GreetingPeriod period) {
            sound.put(owner, kind, period);
        }

        @Override
        public boolean delete(MailboxId owner, GreetingKind kind) {
            check();
            return sound.delete(owner, kind);
        }

        private void check() {
            if (failing) {
                throw new StoreException("planted: the file of dates cannot be read");
            }
        }
    }
}
