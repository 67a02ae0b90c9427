package org.voicemail4j.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Threads are what was handed to the executor; each runs when the test says so. */
class FewThreadsTest {

    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<Integer> done = new ArrayList<>();

    @Test
    void noMoreThreadsAreTakenThanThereMayBeAndAllIsDone() {
        FewThreads few = new FewThreads(threads::add);
        for (int i = 0; i < 10 * FewThreads.MOST; i++) {
            int number = i;
            few.execute(() -> done.add(number));
        }
        assertThat(threads).hasSize(FewThreads.MOST);
        threads.remove().run();
        assertThat(done).as("what waited goes on where a task has ended").hasSize(9 * FewThreads.MOST + 1);
        threads.forEach(Runnable::run);
        assertThat(done).hasSize(10 * FewThreads.MOST).doesNotHaveDuplicates();
    }

    @Test
    void afterAllIsDoneThereAreThreadsAgain() {
        FewThreads few = new FewThreads(Runnable::run);
        for (int i = 0; i < 3 * FewThreads.MOST; i++) {
            few.execute(() -> done.add(0));
        }
        assertThat(done).hasSize(3 * FewThreads.MOST);
    }

    @Test
    void aTaskMayGiveAnother() {
        FewThreads few = new FewThreads(Runnable::run);
        few.execute(() -> few.execute(() -> done.add(2)));
        assertThat(done).containsExactly(2);
    }

    @Test
    void whereNoThreadIsGivenNoneIsCounted() {
        boolean[] full = {true};
        FewThreads few = new FewThreads(task -> {
            if (full[0]) {
                throw new RejectedExecutionException("planted");
            }
            task.run();
        });
        for (int i = 0; i < 2 * FewThreads.MOST; i++) {
            assertThatThrownBy(() -> few.execute(() -> done.add(0))).isInstanceOf(RejectedExecutionException.class);
        }
        full[0] = false;
        few.execute(() -> done.add(1));
        assertThat(done).containsExactly(1);
    }
}
