package org.voicemail4j.mail.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.OutboxEntry;

/**
 * What every {@link Carrier} must do. Published as the {@code tests} of vm-mail, for test classes that implement it; they
 * bring JUnit and AssertJ along.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public interface CarrierContract {

    /** The carrier under test, the same one throughout a test. */
    Carrier carrier();

    /** An entry of its channel, of a message that is there, to be sent; a new one each time. */
    OutboxEntry entry();

    /** How many entries have come to where they are sent. */
    int received();

    /** Takes whoever receives away, as a server that is down does. */
    void cutOff();

    /** Brings them back. */
    void mend();

    @Test
    default void itHasOneChannelAndItsNameIsOne() {
        String channel = carrier().channel();
        assertThat(new Dispatch(channel, "").channel()).isEqualTo(channel);
        assertThat(entry().dispatch().channel()).isEqualTo(channel);
        assertThat(carrier().channel()).isEqualTo(channel);
    }

    @Test
    default void whatIsSentArrives() {
        assertThat(finished(entry())).isInstanceOf(SendResult.Sent.class);
        assertThat(received()).isEqualTo(1);
        assertThat(finished(entry())).isInstanceOf(SendResult.Sent.class);
        assertThat(received()).isEqualTo(2);
    }

    @Test
    default void whatCannotBeSentNowGoesLater() {
        OutboxEntry entry = entry();
        cutOff();
        OutboxEntry again = entry;
        for (int i = 0; i < 2; i++) {
            again = later(again);
        }
        assertThat(received()).isZero();
        mend();
        assertThat(finished(again)).isInstanceOf(SendResult.Sent.class);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    default void severalGoAtOnce() {
        List<CompletableFuture<SendResult>> sent = IntStream.range(0, 4).mapToObj(i -> entry()).toList().stream()
                .map(entry -> CompletableFuture.supplyAsync(() -> patiently(entry)))
                .toList();
        assertThat(sent).allSatisfy(one -> assertThat(one.join()).isInstanceOf(SendResult.Sent.class));
        assertThat(received()).isEqualTo(4);
    }

    /** One that is busy with another entry says so and is asked again. */
    private SendResult patiently(OutboxEntry entry) {
        SendResult result = finished(entry);
        while (result instanceof SendResult.Later later) {
            Thread.yield();
            result = finished(with(entry, later.content()));
        }
        return result;
    }

    /** What is thrown counts as later, with the entry as it is. */
    private OutboxEntry later(OutboxEntry entry) {
        SendResult result;
        try {
            result = carrier().send(entry);
        } catch (VoicemailException e) {
            return entry;
        }
        assertThat(result).isInstanceOf(SendResult.Later.class);
        SendResult.Later later = (SendResult.Later) result;
        assertThat(later.reason()).isNotBlank();
        return with(entry, later.content());
    }

    /** One step after the other, as an {@link OutboxSender} does it. */
    private SendResult finished(OutboxEntry entry) {
        SendResult result = carrier().send(entry);
        for (int step = 0; step < 10 && result instanceof SendResult.Onward onward; step++) {
            result = carrier().send(with(entry, onward.content()));
        }
        return result;
    }

    private static OutboxEntry with(OutboxEntry entry, String content) {
        return new OutboxEntry(
                entry.id(),
                entry.mailbox(),
                entry.message(),
                new Dispatch(entry.dispatch().channel(), content),
                entry.created(),
                entry.due(),
                entry.attempts() + 1,
                entry.state(),
                entry.reason());
    }
}
