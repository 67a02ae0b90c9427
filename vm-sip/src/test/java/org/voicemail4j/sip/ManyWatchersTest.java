package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiSource;
import org.voicemail4j.mwi.StoredSubscription;
import org.voicemail4j.mwi.SubscriptionStore;
import org.voicemail4j.testkit.InMemorySubscriptionStore;

/** One mailbox that a whole company watches: what a change costs is counted, not timed, with few and with many phones. */
class ManyWatchersTest {

    private static final MailboxId RECEPTION = MailboxId.parse("1000");
    private static final int FEW = 500;
    private static final int MANY = 5_000;
    /** SUBSCRIBEs that may be looked at before the first has said what the mailbox holds. */
    private static final int AT_ONCE = 8;

    /** What was asked of those whom the endpoint was given, and what it sent. */
    private record Cost(long summaries, long names, long targets, long puts, long removals, long notifies) {

        Cost since(Cost before) {
            return new Cost(
                    summaries - before.summaries,
                    names - before.names,
                    targets - before.targets,
                    puts - before.puts,
                    removals - before.removals,
                    notifies - before.notifies);
        }

        /** Whether no figure is larger than that many times the same one of another. */
        boolean isAtMost(long times, Cost other) {
            return summaries <= times * other.summaries
                    && names <= times * other.names
                    && targets <= times * other.targets
                    && puts <= times * other.puts
                    && removals <= times * other.removals
                    && notifies <= times * other.notifies;
        }
    }

    /** An endpoint that is watched by so many, and counts. */
    private static final class Company implements MwiSource, SubscriptionStore, AutoCloseable {

        private final SubscriptionStore kept = new InMemorySubscriptionStore();
        private final LongAdder summaries = new LongAdder();
        private final LongAdder names = new LongAdder();
        private final LongAdder targets = new LongAdder();
        private final LongAdder puts = new LongAdder();
        private final LongAdder removals = new LongAdder();
        private final int phones;
        private final SipEndpoint endpoint;
        private final PhoneBank bank;
        private volatile Optional<MessageSummary> held = Optional.of(counts(1));

        Company(int phones) {
            this.phones = phones;
            SipConfig config = SipConfig.builder()
                    .listen("udp:127.0.0.1:0")
                    .trust("127.0.0.1")
                    .notifyRate(5_000)
                    .mwiTargets(mailbox -> {
                        targets.increment();
                        return List.of();
                    })
                    .mwi(MwiConfig.builder().spacing(Duration.ZERO).store(this).build())
                    .build();
            endpoint = new SipEndpoint(config, new FakeMedia("127.0.0.1"));
            endpoint.start(call -> {}, this);
            bank = new PhoneBank(endpoint.boundAddresses().get(0).port());
        }

        private SipMwiPublisher mwi() {
            return (SipMwiPublisher) endpoint.mwi();
        }

        private Cost cost() {
            return new Cost(
                    summaries.sum(), names.sum(), targets.sum(), puts.sum(), removals.sum(), bank.notifications());
        }

        Cost subscribed() {
            Cost before = cost();
            for (int i = 0; i < phones; i++) {
                bank.subscribe(i, "1000");
            }
            Await.until("each is granted and told", () -> bank.granted() == phones && bank.told() == phones);
            Await.until("nothing waits", mwi()::isIdle);
            return cost().since(before);
        }

        Cost changed() {
            Cost before = cost();
            held = Optional.of(counts(7));
            endpoint.mwi().publish(RECEPTION, counts(7));
            Await.until("nothing waits", mwi()::isIdle);
            for (int i = 0; i < phones; i++) {
                assertThat(bank.shown(i)).as("phone " + i).contains("7/0 (0/0)");
            }
            return cost().since(before);
        }

        Cost gone() {
            Cost before = cost();
            held = Optional.empty();
            endpoint.audit(List.of(RECEPTION), Duration.ZERO);
            Await.until(
                    "nobody watches",
                    () -> mwi().watches().size() == 0 && mwi().sender().size() == 0);
            return cost().since(before);
        }

        @Override
        public Optional<MessageSummary> summary(MailboxId mailbox) {
            summaries.increment();
            return held;
        }

        @Override
        public MailboxId named(MailboxId name) {
            names.increment();
            return name;
        }

        @Override
        public void put(StoredSubscription subscription) {
            puts.increment();
            kept.put(subscription);
        }

        @Override
        public void remove(String id) {
            removals.increment();
            kept.remove(id);
        }

        @Override
        public List<StoredSubscription> load() {
            return kept.load();
        }

        @Override
        public void close() {
            endpoint.close();
            bank.close();
        }
    }

    private static MessageSummary counts(int fresh) {
        return new MessageSummary(new MessageCounts(fresh, 0, 0, 0));
    }

    /** What it costs that all subscribe, that the mailbox changes, and that it goes. */
    private record Costs(Cost subscribed, Cost changed, Cost gone) {

        static Costs of(int phones) {
            try (Company company = new Company(phones)) {
                Costs costs = new Costs(company.subscribed(), company.changed(), company.gone());
                assertThat(company.load()).isEmpty();
                return costs;
            }
        }
    }

    @Test
    void eachIsToldOnceAndTheCostGrowsAsTheirNumberDoes() {
        Costs few = Costs.of(FEW);
        Costs many = Costs.of(MANY);

        assertThat(many.subscribed().summaries())
                .as("whoever comes later hears what is known")
                .isBetween(1L, (long) AT_ONCE);
        assertThat(many.subscribed().notifies()).isEqualTo(MANY);
        assertThat(many.changed())
                .as("one NOTIFY each, and nothing is looked up for any of them")
                .isEqualTo(new Cost(0, 0, few.changed().targets(), 0, 0, MANY));
        assertThat(many.gone().notifies()).isEqualTo(MANY);
        isLinear(many.subscribed(), few.subscribed());
        isLinear(many.changed(), few.changed());
        isLinear(many.gone(), few.gone());
    }

    private static void isLinear(Cost many, Cost few) {
        assertThat(many).matches(cost -> cost.isAtMost(MANY / FEW, few), "at most ten times " + few);
    }
}
