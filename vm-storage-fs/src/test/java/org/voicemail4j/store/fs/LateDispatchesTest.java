package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;

/** What could not be brought into the outbox is tried again, by a clock that the test moves. */
class LateDispatchesTest {

    private static final MailboxId ALICE = MailboxId.parse("1000@default");

    private long now;
    private final LateDispatches late = new LateDispatches(new LockWaitClock() {
        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pass(long nanos) {
            now += nanos;
        }
    });
    private final List<String> tried = new ArrayList<>();

    private void add(String name, boolean fails) {
        IOException full = new IOException("no space left on device");
        late.addStaged(ALICE, new StagedFiles(Path.of("tmp"), name), full, () -> {
            tried.add(name);
            if (fails) {
                throw full;
            }
        });
    }

    private List<String> triedAfter(Duration pause) {
        tried.clear();
        now += pause.toNanos();
        late.retry();
        return List.copyOf(tried);
    }

    @Test
    void oneThatFailsKeepsNoOtherWaitingAndIsTriedAgainAfterAMoment() {
        add("bad", true);
        add("good", false);
        assertThat(triedAfter(Duration.ZERO)).isEmpty();
        assertThat(triedAfter(Duration.ofSeconds(1))).containsExactly("bad", "good");
        assertThat(triedAfter(Duration.ofMillis(999))).isEmpty();
        assertThat(triedAfter(Duration.ofMillis(1))).containsExactly("bad");
    }

    @Test
    void whereManyFailTheOthersComeTheNextTime() {
        for (int i = 0; i < 20; i++) {
            add("bad", true);
        }
        add("good", false);
        assertThat(triedAfter(Duration.ofSeconds(1))).hasSize(16).doesNotContain("good");
        assertThat(triedAfter(Duration.ofSeconds(1))).contains("good");
    }
}
