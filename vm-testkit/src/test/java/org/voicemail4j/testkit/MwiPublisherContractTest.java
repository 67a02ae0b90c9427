package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/** The contract passes on lamps that do what they are told, and catches what it is there to catch. */
class MwiPublisherContractTest {

    @ParameterizedTest
    @EnumSource
    void aPublisherThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyPublisher.class, fault)).isNotEmpty();
    }

    /** Publishers that get one thing wrong. */
    enum Fault {
        SHOWS_NOTHING(lamps -> MwiPublisher.NONE),
        FIRST_WINS(lamps -> new MwiPublisher() {
            private final Map<MailboxId, MessageSummary> first = new HashMap<>();

            @Override
            public synchronized void publish(MailboxId mailbox, MessageSummary summary) {
                lamps.publish(mailbox, first.computeIfAbsent(mailbox, unknown -> summary));
            }
        }),
        AN_OLDER_ONE_OVERTAKES(lamps -> new MwiPublisher() {
            private final Map<MailboxId, MessageSummary> last = new HashMap<>();

            @Override
            public synchronized void publish(MailboxId mailbox, MessageSummary summary) {
                lamps.publish(mailbox, summary);
                MessageSummary before = last.put(mailbox, summary);
                if (before != null && summary.voice().newMessages() > 50) {
                    lamps.publish(mailbox, before);
                }
            }
        }),
        COUNTS_NO_URGENT_ONES(lamps -> (mailbox, summary) -> {
            MessageCounts counts = summary.voice();
            lamps.publish(
                    mailbox, new MessageSummary(new MessageCounts(counts.newMessages(), 0, counts.oldMessages(), 0)));
        }),
        NEVER_GOES_OFF(lamps -> (mailbox, summary) -> {
            if (summary.messagesWaiting()) {
                lamps.publish(mailbox, summary);
            }
        }),
        FORGETS_THE_CONTEXT(
                lamps -> (mailbox, summary) -> lamps.publish(new MailboxId("default", mailbox.number()), summary)),
        SENDS_NOTHING_TWICE_EVER(lamps -> new MwiPublisher() {
            private final Map<MessageSummary, MailboxId> sent = new HashMap<>();

            @Override
            public synchronized void publish(MailboxId mailbox, MessageSummary summary) {
                if (sent.putIfAbsent(summary, mailbox) == null) {
                    lamps.publish(mailbox, summary);
                }
            }
        });

        private final UnaryOperator<MwiPublisher> plant;

        Fault(UnaryOperator<MwiPublisher> plant) {
            this.plant = plant;
        }
    }

    /** Not run by itself: the contract on a publisher with a fault. */
    @ExtendWith(FaultyPublisher.Parameter.class)
    static final class FaultyPublisher implements MwiPublisherContract {

        private final CollectingMwiPublisher lamps = new CollectingMwiPublisher();
        private final MwiPublisher publisher;
        private CountDownLatch open = new CountDownLatch(0);

        FaultyPublisher(Fault fault) {
            this.publisher = fault.plant.apply(lamps);
        }

        @Override
        public MwiPublisher publisher() {
            return publisher;
        }

        @Override
        public void settle() {
            assertThat(open.getCount()).isZero();
        }

        @Override
        public Optional<MessageSummary> shown(MailboxId mailbox) {
            return lamps.shown(mailbox);
        }

        @Override
        public void stall() {
            open = new CountDownLatch(1);
        }

        @Override
        public void resume() {
            open.countDown();
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
