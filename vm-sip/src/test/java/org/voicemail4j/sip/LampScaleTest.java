package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/**
 * Many phones that watch mailboxes of one node, and a burst of changes: each phone's last NOTIFY is right, the configured
 * rate is kept, and nothing is sent twice. The figures go to the log.
 */
class LampScaleTest {

    private static final Logger LOG = LoggerFactory.getLogger(LampScaleTest.class);

    private final Map<MailboxId, MessageSummary> mailboxes = new ConcurrentHashMap<>();

    @Test
    void aBurstOfChangesReachesEveryPhoneOnceAtItsPace() {
        burst(5_000, 500, 1_000);
    }

    @Test
    @Tag("soak")
    void aHundredThousandMailboxesAndTenThousandPhones() {
        burst(100_000, 10_000, 2_000);
    }

    private void burst(int boxes, int phones, int rate) {
        for (int i = 0; i < boxes; i++) {
            mailboxes.put(box(i), new MessageSummary(new MessageCounts(i % 7, 0, 1, 0)));
        }
        SipConfig config = SipConfig.builder()
                .listen("udp:127.0.0.1:0")
                .trust("127.0.0.1")
                .notifyRate(rate)
                .mwi(MwiConfig.builder().spacing(Duration.ZERO).build())
                .build();
        long before = heap();
        try (SipEndpoint endpoint = new SipEndpoint(config, new FakeMedia("127.0.0.1"));
                PhoneBank bank = bank(endpoint)) {
            for (int i = 0; i < phones; i++) {
                bank.subscribe(i, Integer.toString(100_000 + i));
            }
            Await.until("every phone subscribed and told", () -> bank.granted() == phones && bank.told() == phones);
            long each = (heap() - before) / phones;
            LOG.info(
                    "{} mailboxes, {} subscriptions: heap {} MB, {} octets for each",
                    boxes,
                    phones,
                    heap() >> 20,
                    each);

            long repeated = bank.repeated();
            long begun = System.nanoTime();
            for (int i = 0; i < phones; i++) {
                MessageSummary changed = new MessageSummary(new MessageCounts(8 + i % 90, 1, 2, 0));
                mailboxes.put(box(i), changed);
                endpoint.mwi().publish(box(i), changed);
            }
            Await.until("the last NOTIFY of each phone", () -> all(bank, phones));
            double seconds = (System.nanoTime() - begun) / 1e9;
            LOG.info(
                    "{} changes told in {} s at {} a second, {} repeated",
                    phones,
                    seconds,
                    rate,
                    bank.repeated() - repeated);
            assertThat(bank.repeated() - repeated).as("NOTIFY sent again").isZero();
            assertThat(seconds).as("not faster than it may").isGreaterThan(0.7 * phones / rate - 0.25);
        }
    }

    private static boolean all(PhoneBank bank, int phones) {
        for (int i = 0; i < phones; i++) {
            String right = 8 + i % 90 + "/2 (1/0)";
            if (!right.equals(bank.shown(i).orElse(""))) {
                return false;
            }
        }
        return true;
    }

    private PhoneBank bank(SipEndpoint endpoint) {
        endpoint.start(call -> {}, mailbox -> Optional.ofNullable(mailboxes.get(mailbox)));
        return new PhoneBank(endpoint.boundAddresses().get(0).port());
    }

    private static MailboxId box(int number) {
        return new MailboxId("default", Integer.toString(100_000 + number));
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
