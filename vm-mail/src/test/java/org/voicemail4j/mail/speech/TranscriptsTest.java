package org.voicemail4j.mail.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.InMemoryOutbox;
import org.voicemail4j.testkit.ManualClock;

@Timeout(60)
class TranscriptsTest {

    private static final MailboxId ANNA = new MailboxId("default", "1000");

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Transcription answer = Transcription.of("call me\nback");
    private Message message;

    @BeforeEach
    void leave() {
        DepositStart.Opened opened = (DepositStart.Opened) store.beginDeposit(
                ANNA, Envelope.received(Instant.EPOCH).build(), new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = opened.deposit()) {
            for (AudioSink sink : deposit.renditions()) {
                sink.append(ByteBuffer.allocate(16_000));
            }
            message = deposit.commit().orElseThrow();
        }
    }

    private Transcripts transcripts(Transcriber transcriber, boolean wanted) {
        Subscriber anna = Subscriber.of(ANNA).build();
        return new Transcripts(store, new InMemoryMailboxDirectory(List.of(anna)), transcriber, mailbox -> wanted);
    }

    private Transcripts transcripts() {
        return transcripts(
                (sound, language) -> {
                    asked.incrementAndGet();
                    return answer;
                },
                true);
    }

    private OutboxEntry entry() {
        InMemoryOutbox outbox = new InMemoryOutbox(ManualClock.at("2026-11-24T20:23:45Z"), new SplittableRandom(1));
        Transcripts.rule().of(ANNA, message).forEach(one -> outbox.add(ANNA, message.id(), one));
        return outbox.claim(1, Duration.ofMinutes(1)).get(0);
    }

    @Test
    void aTextIsWrittenDownOnceAndKeptWithTheMessage() {
        assertThat(transcripts().send(entry())).isEqualTo(new SendResult.Sent());
        Envelope kept = store.find(ANNA, message.id()).orElseThrow().envelope();
        assertThat(Transcripts.keptWith(kept)).contains("call me back");
        assertThat(transcripts().text(ANNA, message.id())).contains("call me back");
        assertThat(asked).hasValue(1);
    }

    @Test
    void aLongTextIsKeptWholeInPieces() {
        String text = "w\u00f6rd \ud83d\ude00 ".repeat(900).strip();
        answer = Transcription.of(text);
        assertThat(transcripts().text(ANNA, message.id())).contains(text);
        Envelope kept = store.find(ANNA, message.id()).orElseThrow().envelope();
        assertThat(Transcripts.keptWith(kept)).contains(text);
        assertThat(kept.attributes().values()).allMatch(piece -> piece.length() <= 1000);
    }

    @Test
    void whatFailsComesAgainOrNever() {
        answer = new Transcription.Failed("no model", true);
        Transcripts transcripts = transcripts();
        assertThat(transcripts.send(entry())).isEqualTo(new SendResult.Later("", "no model"));
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        answer = new Transcription.Failed("no sound", false);
        assertThat(transcripts.send(entry())).isEqualTo(new SendResult.Never("", "no sound"));
        answer = Transcription.of("at last");
        assertThat(transcripts.send(entry())).isEqualTo(new SendResult.Sent());
        assertThat(transcripts.text(ANNA, message.id())).contains("at last");
    }

    @Test
    void whatFailedIsTriedAgainByTheOutboxAlone() {
        answer = new Transcription.Failed("no model", true);
        Transcripts transcripts = transcripts();
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        assertThat(asked).hasValue(1);
        answer = Transcription.of("at last");
        assertThat(transcripts.send(entry())).isEqualTo(new SendResult.Sent());
        assertThat(transcripts.text(ANNA, message.id())).contains("at last");
        assertThat(asked).hasValue(2);
    }

    @Test
    void afterFailuresOfSeveralMessagesNoMailWaitsUntilAnEntryGoes() {
        answer = new Transcription.Failed("killed", true);
        Transcripts transcripts = transcripts();
        for (int i = 0; i < 3; i++) {
            leave();
            assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        }
        leave();
        answer = Transcription.of("again");
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        assertThat(asked).as("nobody was asked any more").hasValue(3);
        assertThat(transcripts.send(entry())).isEqualTo(new SendResult.Sent());
        assertThat(transcripts.text(ANNA, message.id())).contains("again");
    }

    @Test
    void aTranscriberThatThrowsCostsWordsAndNoMail() {
        Transcripts transcripts = transcripts(
                (sound, language) -> {
                    asked.incrementAndGet();
                    throw new IllegalStateException("broken");
                },
                true);
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        assertThat(asked).hasValue(1);
        assertThat(transcripts.send(entry())).isInstanceOf(SendResult.Later.class);
    }

    @Test
    void aTextForWhichThereIsNoRoomIsHadAllTheSame() {
        store.change(ANNA, message.id(), envelope -> {
            Envelope.Builder full = envelope.toBuilder();
            for (int i = envelope.attributes().size(); i < 64; i++) {
                full.attribute("x-" + i, "y");
            }
            return full.build();
        });
        assertThat(transcripts().text(ANNA, message.id())).contains("call me back");
        assertThat(Transcripts.keptWith(
                        store.find(ANNA, message.id()).orElseThrow().envelope()))
                .isEmpty();
    }

    @Test
    void oneEntryAtATimeIsWrittenDown() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Transcripts transcripts = transcripts(
                (sound, language) -> {
                    begun.countDown();
                    await(go);
                    return answer;
                },
                true);
        OutboxEntry entry = entry();
        var first = CompletableFuture.supplyAsync(() -> transcripts.send(entry));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(transcripts.send(entry))
                .isEqualTo(new SendResult.Later("", "another message is being written down"));
        go.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(new SendResult.Sent());
        assertThat(transcripts.send(entry)).isEqualTo(new SendResult.Sent());
    }

    @Test
    void whatIsNotWantedHasNoWordsOrIsGoneIsDone() {
        assertThat(transcripts((sound, language) -> answer, false).send(entry()))
                .isEqualTo(new SendResult.Sent());
        answer = new Transcription.Wordless();
        Transcripts transcripts = transcripts();
        assertThat(transcripts.send(entry())).isEqualTo(new SendResult.Sent());
        assertThat(transcripts.text(ANNA, message.id())).isEmpty();
        assertThat(asked).as("remembered to be without words").hasValue(1);
        store.delete(ANNA, message.id());
        assertThat(transcripts().send(entry())).isEqualTo(new SendResult.Sent());
        assertThat(asked).hasValue(1);
    }

    @Test
    void severalWhoWantOneTextAtOnceAskOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Transcripts transcripts = transcripts(
                (sound, language) -> {
                    asked.incrementAndGet();
                    begun.countDown();
                    await(go);
                    return answer;
                },
                true);
        var first = CompletableFuture.supplyAsync(() -> transcripts.text(ANNA, message.id()));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        var second = CompletableFuture.supplyAsync(() -> transcripts.text(ANNA, message.id()));
        go.countDown();
        assertThat(first.get(30, TimeUnit.SECONDS)).contains("call me back");
        assertThat(second.get(30, TimeUnit.SECONDS)).contains("call me back");
        assertThat(asked).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
