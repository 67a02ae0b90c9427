package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SipThreadsTest {

    /** A message's store is first used by such a thread: threads of its driver would be interrupted with the stack. */
    @Test
    void whatTheStackEndsIsTheStacksAlone() {
        ThreadGroup ofTheStack = new ThreadGroup("stack");
        SipThreads threads = new SipThreads();
        Thread made = SipThreads.inside(ofTheStack, () -> threads.newThread(() -> {}));
        assertThat(made.getThreadGroup()).isSameAs(Thread.currentThread().getThreadGroup());
        assertThat(SipThreads.end(ofTheStack)).isTrue();
    }

    @Test
    void whoTakesAnInterruptForItsOwnIsInterruptedAgain() {
        ThreadGroup ofTheStack = new ThreadGroup("stack");
        Thread deaf = new Thread(ofTheStack, () -> {
            for (int taken = 0; taken < 3; ) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    taken++;
                }
            }
        });
        deaf.start();
        assertThat(SipThreads.end(ofTheStack)).isTrue();
        assertThat(deaf.isAlive()).isFalse();
    }
}
