package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.mailbox.PinCheck;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Urgency;

/**
 * What every {@link Mailbox} must do, whoever implements it; {@link MailboxLockContract} is for those that lock after
 * wrong PINs. A test class implements this and gives mailboxes of the {@link Subscribers}, fresh in each test.
 */
public interface MailboxContract extends MailboxUnderTest {

    @Test
    default void aMailboxSaysWhoseItIs() {
        Subscribers.ALL.forEach(expected -> {
            Mailbox mailbox = mailbox(expected);
            assertThat(mailbox.id()).isEqualTo(expected.mailbox());
            assertThat(mailbox.subscriber().mailbox()).isEqualTo(expected.mailbox());
            assertThat(mailbox.subscriber().fullName()).isEqualTo(expected.fullName());
        });
        assertThat(mailbox(Subscribers.ALICE).policy().shortestPin()).isEqualTo(4);
    }

    @Test
    default void whatNobodyHasIsNotFound() {
        assertThat(mailboxes().find(new MailboxId("default", "4999"))).isEmpty();
        assertThat(mailboxes().find(new MailboxId("sales", "1001"))).isEmpty();
    }

    @Test
    default void aGreetingIsHeardAsSoonAsItIsRecorded() {
        Mailbox alice = mailbox(Subscribers.ALICE);
        for (GreetingKind kind : GreetingKind.values()) {
            assertThat(alice.greeting(kind)).isEmpty();
        }
        AudioContent recorded = Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), 1);
        recordGreeting(alice.id(), GreetingKind.BUSY, recorded);
        assertThat(alice.greeting(GreetingKind.BUSY)).hasValueSatisfying(greeting -> {
            assertThat(greeting.kind()).isEqualTo(GreetingKind.BUSY);
            assertThat(greeting.audio().length()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    default void eachKindOfGreetingIsItsOwn() {
        Mailbox alice = mailbox(Subscribers.ALICE);
        for (GreetingKind kind : GreetingKind.values()) {
            Duration length = Duration.ofSeconds(1L + kind.ordinal());
            recordGreeting(alice.id(), kind, Sounds.noise(AudioFormat.WAV, length, 1));
        }
        for (GreetingKind kind : GreetingKind.values()) {
            assertThat(alice.greeting(kind).orElseThrow().audio().length()).hasSeconds(1L + kind.ordinal());
            assertThat(mailbox(Subscribers.BOB).greeting(kind)).isEmpty();
            assertThat(mailbox(Subscribers.CAROL).greeting(kind)).isEmpty();
        }
    }

    @Test
    default void messagesAreCountedAsSoonAsTheyArrive() {
        Mailbox alice = mailbox(Subscribers.ALICE);
        assertThat(alice.counts()).isEqualTo(MessageCounts.NONE);
        leaveMessage(alice.id(), Urgency.NORMAL);
        assertThat(alice.counts()).isEqualTo(new MessageCounts(1, 0, 0, 0));
        leaveMessage(alice.id(), Urgency.URGENT);
        assertThat(alice.counts()).isEqualTo(new MessageCounts(2, 1, 0, 0));
        assertThat(mailbox(Subscribers.BOB).counts()).isEqualTo(MessageCounts.NONE);
        assertThat(mailbox(Subscribers.CAROL).counts()).isEqualTo(MessageCounts.NONE);
    }

    @Test
    default void aPinIsAskedForWhereThereIsOne() {
        assertThat(mailbox(Subscribers.ALICE).needsPin()).isTrue();
        assertThat(mailbox(Subscribers.BOB).needsPin()).isFalse();
        assertThat(mailbox(Subscribers.CAROL).needsPin()).isTrue();
    }

    @Test
    default void onlyTheWholePinIsAccepted() {
        Mailbox alice = mailbox(Subscribers.ALICE);
        for (String wrong : new String[] {"", "471", "47111", "0815", "4711#"}) {
            assertThat(alice.checkPin(wrong)).as("'%s'", wrong).isEqualTo(PinCheck.REJECTED);
            assertThat(alice.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
        }
    }

    @Test
    default void aNewPinTakesThePlaceOfTheOldOne() {
        Mailbox before = mailbox(Subscribers.ALICE);
        assertThat(before.changePin("2846")).isEqualTo(PinChange.CHANGED);
        for (Mailbox alice : new Mailbox[] {before, mailbox(Subscribers.ALICE)}) {
            assertThat(alice.checkPin("4711")).isEqualTo(PinCheck.REJECTED);
            assertThat(alice.checkPin("2846")).isEqualTo(PinCheck.ACCEPTED);
        }
        assertThat(mailbox(Subscribers.CAROL).checkPin("0815")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    default void aPinThatIsTooShortOrNotOfDigitsIsNotTaken() {
        Mailbox alice = mailbox(Subscribers.ALICE);
        for (String bad : new String[] {"", "284", "28*6", "28a6", "2 84 6"}) {
            assertThat(alice.changePin(bad)).as("'%s'", bad).isEqualTo(PinChange.NOT_ALLOWED);
        }
        assertThat(alice.checkPin("4711")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    default void aFixedPinStays() {
        Mailbox carol = mailbox(Subscribers.CAROL);
        assertThat(carol.changePin("28462846")).isEqualTo(PinChange.FIXED);
        assertThat(carol.checkPin("28462846")).isEqualTo(PinCheck.REJECTED);
        assertThat(carol.checkPin("0815")).isEqualTo(PinCheck.ACCEPTED);
    }

    @Test
    default void whoHadNoPinIsAskedForTheOneTheySet() {
        Mailbox bob = mailbox(Subscribers.BOB);
        assertThat(bob.changePin("2846")).isEqualTo(PinChange.CHANGED);
        assertThat(bob.needsPin()).isTrue();
        assertThat(bob.checkPin("2847")).isEqualTo(PinCheck.REJECTED);
        assertThat(bob.checkPin("2846")).isEqualTo(PinCheck.ACCEPTED);
    }
}
