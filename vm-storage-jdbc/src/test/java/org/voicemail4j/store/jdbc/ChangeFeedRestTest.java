package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;

/** How much of a database's time looking for changes takes. */
class ChangeFeedRestTest {

    private static final long SLOW_NANOS = 2_000_000;
    private static final int PATIENCE_SECONDS = 60;

    /** When a look began and ended. */
    private record Look(long start, long end) {}

    private final BlockingQueue<Look> looks = new LinkedBlockingQueue<>();

    private final JdbcChangeFeed.Look slow = new JdbcChangeFeed.Look() {
        @Override
        public void begin() {
            slowly();
        }

        @Override
        public Set<MailboxId> changed() {
            slowly();
            return Set.of();
        }

        @Override
        public void tidy() {
            // there is nothing to forget
        }
    };

    private void slowly() {
        long start = System.nanoTime();
        long end = start;
        while (end - start < SLOW_NANOS) {
            Thread.onSpinWait();
            end = System.nanoTime();
        }
        looks.add(new Look(start, end));
    }

    @Test
    void aLookThatTookLongIsFollowedByTenTimesAsLongARest() throws InterruptedException {
        try (JdbcChangeFeed feed = new JdbcChangeFeed(slow, Duration.ZERO, Thread::new, Optional.empty())) {
            feed.listen(mailbox -> {});
            Look first = next(); // of the beginning
            Look before = next();
            for (int i = 0; i < 5; i++) {
                Look after = next();
                assertThat(after.start() - before.end()).isGreaterThanOrEqualTo(10 * (before.end() - before.start()));
                before = after;
            }
            assertThat(first.end()).isLessThan(before.start());
        }
    }

    private Look next() throws InterruptedException {
        Look look = looks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(look).isNotNull();
        return look;
    }
}
