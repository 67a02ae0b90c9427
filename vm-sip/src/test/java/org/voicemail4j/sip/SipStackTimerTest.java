package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.nist.javax.sip.stack.SIPStackTimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SipStackTimerTest {

    private static final long FOR_EVER = 3_600_000;

    private final SipStackTimer timer = new SipStackTimer();

    @BeforeEach
    void start() {
        timer.start(null, null);
    }

    @AfterEach
    void stop() {
        timer.stop();
    }

    private static final class Task extends SIPStackTimerTask {
        private final Consumer<Task> work;
        private boolean cleaned;

        Task(Consumer<Task> work) {
            this.work = work;
        }

        @Override
        public void runTask() {
            work.accept(this);
        }

        @Override
        public void cleanUpBeforeCancel() {
            cleaned = true;
        }

        @Override
        public Object getThreadHash() {
            return this;
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void anEarlierOneIsNotHeldUpByALaterOneThatIsSleptFor() throws Exception {
        CountDownLatch ran = new CountDownLatch(3);
        timer.schedule(new Task(self -> {}), FOR_EVER);
        for (int delay : new int[] {200, 30, 0}) {
            timer.schedule(new Task(self -> ran.countDown()), delay);
        }
        await(ran);
    }

    @Test
    void nothingRunsBeforeItsTime() throws Exception {
        CompletableFuture<Long> ran = new CompletableFuture<>();
        long before = System.nanoTime();
        timer.schedule(new Task(self -> ran.complete(System.nanoTime())), 55);
        assertThat(ran.get(1, TimeUnit.MINUTES) - before).isGreaterThanOrEqualTo(55_000_000);
    }

    @Test
    void whatComesAgainDoesSoUntilItStopsItself() throws Exception {
        CountDownLatch third = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Task task = new Task(self -> {
            if (times.incrementAndGet() == 3) {
                timer.cancel(self);
                third.countDown();
            }
        });
        timer.scheduleWithFixedDelay(task, 0, 10);
        await(third);

        CountDownLatch later = new CountDownLatch(1);
        timer.schedule(new Task(self -> later.countDown()), 60);
        await(later);
        assertThat(times).hasValue(3);
    }

    @Test
    void whatIsCancelledDoesNotRunAndIsToldToCleanUp() throws Exception {
        Task task = new Task(self -> {});
        timer.schedule(task, 2_000);

        assertThat(timer.cancel(task)).isTrue();
        assertThat(task.cleaned).isTrue();
        assertThat(task.getSipTimerTask()).isNull();
        assertThat(timer.cancel(task)).isFalse();
        assertThat(timer.cancel(new Task(self -> {}))).isFalse();
    }

    @Test
    void whatFailsHoldsUpNoOther() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        timer.schedule(
                new Task(self -> {
                    throw new StackOverflowError("planted");
                }),
                0);
        timer.schedule(new Task(self -> ran.countDown()), 20);
        await(ran);
    }

    @Test
    void onceStoppedItTakesNothingMoreAndItsThreadEnds() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        timer.schedule(new Task(self -> ran.complete(Thread.currentThread())), 0);
        Thread thread = ran.get(1, TimeUnit.MINUTES);
        assertThat(timer.isStarted()).isTrue();

        timer.stop();

        assertThat(timer.isStarted()).isFalse();
        assertThatThrownBy(() -> timer.schedule(new Task(self -> {}), 0)).isInstanceOf(IllegalStateException.class);
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
