package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voicemail4j.store.StoreException;

/** Notifications after commits: few for many, none lost while the node lives. */
class ChangeNotifierTest {

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore goOn = new Semaphore(0);
    private final AtomicInteger sent = new AtomicInteger();

    private void send() {
        begun.release();
        goOn.acquireUninterruptibly();
        sent.incrementAndGet();
    }

    private void awaitBegun() throws InterruptedException {
        assertThat(begun.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatChangesDuringANotificationIsToldByOneMore() throws InterruptedException {
        try (ChangeNotifier notifier = new ChangeNotifier(this::send, new JdbcThreads())) {
            notifier.changed();
            awaitBegun();
            for (int commit = 0; commit < 1000; commit++) {
                notifier.changed();
            }
            goOn.release();
            awaitBegun();
            assertThat(sent).hasValue(1);
            notifier.changed();
            goOn.release(2);
            awaitBegun();
        }
        assertThat(begun.availablePermits()).isZero();
    }

    @Test
    void aNotificationThatFailsIsTriedAgain() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        Runnable failing = () -> {
            int now = tries.incrementAndGet();
            begun.release();
            if (now == 1) {
                throw new StoreException("away");
            }
        };
        try (ChangeNotifier notifier = new ChangeNotifier(failing, new JdbcThreads())) {
            notifier.changed();
            awaitBegun();
            awaitBegun();
            assertThat(tries).hasValue(2);
        }
    }
}
