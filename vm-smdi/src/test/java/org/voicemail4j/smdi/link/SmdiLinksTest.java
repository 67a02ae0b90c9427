package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.testkit.LoopbackSmdiPort;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmdiLinksTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final LoopbackSmdiPort firstPort = LoopbackSmdiPort.pair();
    private final LoopbackSmdiPort secondPort = LoopbackSmdiPort.pair();
    private final SmdiSwitch firstPbx = new SmdiSwitch(firstPort::other);
    private final SmdiSwitch secondPbx = new SmdiSwitch(secondPort::other);
    private final SmdiLink first = link(firstPort, "default");
    private final SmdiLink second = link(secondPort, "second");
    private final SmdiLinks both = new SmdiLinks(List.of(first, second));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private static SmdiLink link(LoopbackSmdiPort port, String context) {
        return SmdiLink.over(port)
                .config(SmdiConfig.builder().context(context).patience(LONG).build())
                .start();
    }

    @AfterEach
    void stop() {
        both.close();
        firstPbx.close();
        secondPbx.close();
        threads.shutdownNow();
    }

    private static CallInfo call(String line) {
        return CallInfo.of("call-1", CallPurpose.retrieval()).line(line).build();
    }

    private static CallPurpose deposit(String mailbox) {
        return CallPurpose.deposit(MailboxId.parse(mailbox));
    }

    @Test
    void aMessageOfEitherSwitchIsFoundAtOnce() {
        secondPbx.call(new CallHistory(1, 7, 'B', "1000", ""));
        assertThat(both.resolve(call("7")).purpose()).isEqualTo(deposit("1000@second"));
        firstPbx.call(new CallHistory(1, 7, 'B', "1000", ""));
        assertThat(both.resolve(call("7")).purpose()).isEqualTo(deposit("1000@default"));
        assertThat(first.statistics().unmatched() + second.statistics().unmatched())
                .isZero();
    }

    @Test
    void aCallWaitsForBothSwitchesAtTheSameTimeAndUsesOneMessage() {
        CompletableFuture<CallInfo> resolving = CompletableFuture.supplyAsync(() -> both.resolve(call("7")), threads);
        while (!second.isAsked()) {
            Thread.onSpinWait();
        }
        secondPbx.call(new CallHistory(1, 7, 'B', "1000", ""));
        firstPbx.call(new CallHistory(1, 7, 'N', "2000", ""));
        assertThat(resolving.join().purpose()).isEqualTo(deposit("1000@second"));
        assertThat(first.statistics().messagesWaiting())
                .as("left for another call")
                .isEqualTo(1);
    }

    @Test
    void whileBothLinesAreDownNobodyWaits() {
        firstPort.pull();
        secondPort.pull();
        CallInfo info = call("7");
        assertThat(both.resolve(info)).isSameAs(info);
        assertThat(first.statistics().unmatched()).isEqualTo(1);
        assertThat(second.statistics().unmatched()).isEqualTo(1);
    }

    @Test
    void withoutLinksCallsAreAsTheNetworkSays() {
        CallInfo info = call("7");
        assertThat(new SmdiLinks(List.of()).resolve(info)).isSameAs(info);
    }

    @Test
    void eachMailboxsLampIsSwitchedAtItsOwnSwitch() {
        both.publish(MailboxId.parse("1000@second"), new MessageSummary(new MessageCounts(1, 0, 0, 0)));
        assertThat(secondPbx.await(any -> any.lamp("1000").isPresent(), 30_000)).isTrue();
        assertThat(secondPbx.lamp("1000")).contains(Lamp.ON);
        assertThat(firstPbx.commands()).isEmpty();
    }
}
