package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.examples.server.http.Answer;
import org.voicemail4j.examples.server.http.Cached;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;

/** Whether calls should come here while a part of what they need is away. */
class ReadinessTest {

    private final ExecutorService asker = Executors.newSingleThreadExecutor();
    private final AtomicBoolean tableAway = new AtomicBoolean();
    private final AtomicBoolean storeAway = new AtomicBoolean();
    private final Probes probes = new Probes(new Table(), mailbox -> true, this::count);

    private final class Table implements MailboxDirectory {

        @Override
        public Optional<Subscriber> find(MailboxId mailbox) {
            return Optional.empty();
        }

        @Override
        public Stream<Subscriber> list() {
            return Stream.empty();
        }

        @Override
        public Stream<MailboxId> ids() {
            if (tableAway.get()) {
                throw new VoicemailException("planted: away");
            }
            return Stream.of(new MailboxId("default", "1000"));
        }
    }

    private void count(MailboxId mailbox) {
        if (storeAway.get()) {
            throw new VoicemailException("planted: " + mailbox + " cannot be counted");
        }
    }

    @AfterEach
    void stop() {
        asker.shutdownNow();
    }

    private Cached<Boolean> cached(Supplier<Boolean> source) {
        return new Cached<>(source, asker, Duration.ZERO, Duration.ofSeconds(30), System::nanoTime);
    }

    private String answer(boolean hasJournal) {
        Readiness readiness =
                new Readiness(() -> false, cached(probes::directoryAnswers), cached(probes::storeAnswers), hasJournal);
        Answer answer = readiness.answer();
        try (Answer.Body body = answer.body()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            body.writeTo(out);
            return answer.status() + " " + out.toString(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whileTheStoreIsAwayTheJournalTakesMessages() {
        assertThat(answer(false)).startsWith("200 ready").contains("store: answers");
        storeAway.set(true);
        assertThat(answer(true)).startsWith("200 ready").contains("messages wait in the journal");
        assertThat(answer(false)).startsWith("503 not ready").contains("store: away");
    }

    @Test
    void whileTheTableOfMailboxesIsAwayNobodyCanBeServed() {
        assertThat(answer(true)).startsWith("200 ready").contains("mailboxes: answer");
        tableAway.set(true);
        assertThat(answer(true)).startsWith("503 not ready").contains("mailboxes: away", "store: answers");
        storeAway.set(true);
        assertThat(answer(true)).contains("store: away");
    }
}
