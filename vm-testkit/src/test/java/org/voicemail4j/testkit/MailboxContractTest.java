package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.Greeting;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.mailbox.PinCheck;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Urgency;

/** The contract catches what it is there to catch. */
class MailboxContractTest {

    @ParameterizedTest
    @EnumSource
    void aMailboxThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyMailboxes.class, fault)).isNotEmpty();
    }

    /** Mailboxes that get one thing wrong. */
    enum Fault {
        FORGETS_THE_CONTEXT(finder -> id -> finder.find(new MailboxId("default", id.number()))),
        COUNTED_ONCE(each(sound -> new ForwardingMailbox(sound) {
            private final MessageCounts counted = sound.counts();

            @Override
            public MessageCounts counts() {
                return counted;
            }
        })),
        COUNTS_NOTHING_AS_URGENT(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public MessageCounts counts() {
                MessageCounts counts = super.counts();
                return new MessageCounts(counts.newMessages(), 0, counts.oldMessages(), 0);
            }
        })),
        KEEPS_URGENT_APART(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public MessageCounts counts() {
                MessageCounts counts = super.counts();
                return new MessageCounts(counts.newMessages() - counts.newUrgent(), 0, counts.oldMessages(), 0);
            }
        })),
        REMEMBERS_GREETINGS(each(sound -> new ForwardingMailbox(sound) {
            private final Map<GreetingKind, Optional<Greeting>> remembered = new EnumMap<>(GreetingKind.class);

            @Override
            public Optional<Greeting> greeting(GreetingKind kind) {
                return remembered.computeIfAbsent(kind, super::greeting);
            }
        })),
        HAS_ONE_GREETING_FOR_ALL(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public Optional<Greeting> greeting(GreetingKind kind) {
                return super.greeting(GreetingKind.BUSY).map(busy -> new Greeting(kind, busy.audio()));
            }
        })),
        MISNAMES_GREETINGS(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public Optional<Greeting> greeting(GreetingKind kind) {
                return super.greeting(kind).map(found -> new Greeting(GreetingKind.NAME, found.audio()));
            }
        })),
        ASKS_EVERYBODY_FOR_A_PIN(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public boolean needsPin() {
                return true;
            }
        })),
        ASKS_AS_CONFIGURED(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public boolean needsPin() {
                return subscriber().configuredPin().isPresent();
            }
        })),
        ACCEPTS_THE_BEGINNING(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinCheck checkPin(String digits) {
                return digits.length() > 2 && "4711".startsWith(digits) ? PinCheck.ACCEPTED : super.checkPin(digits);
            }
        })),
        ACCEPTS_NOTHING_AT_ALL(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinCheck checkPin(String digits) {
                return digits.isEmpty() ? PinCheck.ACCEPTED : super.checkPin(digits);
            }
        })),
        ACCEPTS_THE_OLD_PIN_TOO(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinCheck checkPin(String digits) {
                boolean configured = subscriber()
                        .configuredPin()
                        .filter(pin -> pin.matches(digits))
                        .isPresent();
                return configured ? PinCheck.ACCEPTED : super.checkPin(digits);
            }
        })),
        ONLY_SAYS_THAT_IT_CHANGED(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinChange changePin(String digits) {
                return digits.matches("[0-9]{4,}") && !subscriber().pinFixed()
                        ? PinChange.CHANGED
                        : super.changePin(digits);
            }
        })),
        TAKES_WHATEVER_IS_LONG_ENOUGH(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinChange changePin(String digits) {
                return digits.length() >= 4 && !subscriber().pinFixed()
                        ? sound.changePin(digits.replaceAll("[^0-9]", "0"))
                        : super.changePin(digits);
            }
        })),
        TAKES_SHORT_PINS(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinChange changePin(String digits) {
                return digits.matches("[0-9]{1,3}") ? PinChange.CHANGED : super.changePin(digits);
            }
        })),
        CALLS_A_FIXED_PIN_NOT_ALLOWED(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public PinChange changePin(String digits) {
                return subscriber().pinFixed() ? PinChange.NOT_ALLOWED : super.changePin(digits);
            }
        })),
        HAS_THE_USUAL_POLICY(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public MailboxPolicy policy() {
                return MailboxPolicy.DEFAULT;
            }
        })),
        KNOWS_NO_NAME(each(sound -> new ForwardingMailbox(sound) {
            @Override
            public Subscriber subscriber() {
                return Subscriber.of(sound.id()).policy(sound.policy()).build();
            }
        })),
        LOCKS_AT_THE_FIRST_MISTAKE(each(sound -> new ForwardingMailbox(sound) {
            private boolean mistaken;

            @Override
            public PinCheck checkPin(String digits) {
                PinCheck check = mistaken ? PinCheck.LOCKED : super.checkPin(digits);
                mistaken |= check == PinCheck.REJECTED;
                return check;
            }
        }));

        private final UnaryOperator<MailboxFinder> plant;

        Fault(UnaryOperator<MailboxFinder> plant) {
            this.plant = plant;
        }

        private static UnaryOperator<MailboxFinder> each(UnaryOperator<Mailbox> plant) {
            return finder -> id -> finder.find(id).map(plant);
        }
    }

    /** Not run by itself: the contract on mailboxes with a fault. */
    @ExtendWith(FaultyMailboxes.Parameter.class)
    static final class FaultyMailboxes implements MailboxContract {

        private final StoredMailboxes stored = new StoredMailboxes();
        private final MailboxFinder finder;

        FaultyMailboxes(Fault fault) {
            this.finder = fault.plant.apply(stored.finder());
        }

        @Override
        public MailboxFinder mailboxes() {
            return finder;
        }

        @Override
        public void leaveMessage(MailboxId mailbox, Urgency urgency) {
            stored.leaveMessage(mailbox, urgency);
        }

        @Override
        public void recordGreeting(MailboxId mailbox, GreetingKind kind, AudioContent audio) {
            stored.recordGreeting(mailbox, kind, audio);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
