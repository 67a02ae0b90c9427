package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.RedirectReason;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure;
import org.voicemail4j.smdi.codec.LampFailure.Cause;
import org.voicemail4j.testkit.LoopbackSmdiPort;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SmdiLinkTest {

    private static final MailboxId ALICE = MailboxId.parse("5551000");

    private final LoopbackSmdiPort port = LoopbackSmdiPort.pair();
    private final List<LampFailure> givenUp = new CopyOnWriteArrayList<>();
    private SmdiSwitch pbx;
    private SmdiLink link;

    @BeforeEach
    void start() {
        pbx = new SmdiSwitch(port::other);
        link = start(SmdiConfig.builder()
                .pacing(quick())
                .patience(Duration.ofSeconds(20))
                .build());
    }

    private SmdiLink start(SmdiConfig config) {
        return SmdiLink.over(port)
                .config(config)
                .listener(new SmdiListener() {
                    @Override
                    public void lampGivenUp(LampFailure failure) {
                        givenUp.add(failure);
                        throw new IllegalStateException("planted: the listener fails");
                    }
                })
                .start();
    }

    private static LampPacing quick() {
        return new LampPacing(0, 10, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(5), 3);
    }

    @AfterEach
    void stop() {
        link.close();
        pbx.close();
    }

    private static CallInfo call(String line) {
        return CallInfo.of("call-1", CallPurpose.deposit(MailboxId.parse("9000")))
                .caller(Party.of("Trunk 7", "9999"))
                .reason(RedirectReason.UNKNOWN)
                .line(line)
                .build();
    }

    @ParameterizedTest
    @CsvSource({"A, UNCONDITIONAL", "B, BUSY", "N, NO_ANSWER", "U, UNKNOWN", "I, DO_NOT_DISTURB", "Z, UNKNOWN"})
    void aForwardedCallIsADepositForTheForwardingStation(char type, RedirectReason reason) {
        pbx.call(new CallHistory(1, 7, type, "5551000", "5559999"));
        CallInfo resolved = link.resolve(call("0007"));
        assertThat(resolved.purpose()).isEqualTo(CallPurpose.deposit(ALICE));
        assertThat(resolved.reason()).isEqualTo(reason);
        assertThat(resolved.caller()).isEqualTo(Party.of("Trunk 7", "5559999"));
        assertThat(resolved.redirecting()).isEqualTo(Party.ofNumber("5551000"));
    }

    @Test
    void aForwardedCallKeepsHowTheNetworkHasMessagesTaken() {
        DepositOptions options = DepositOptions.parse("es");
        pbx.call(new CallHistory(1, 7, 'N', "5551000", "5559999"));
        CallInfo called = call("7").toBuilder()
                .purpose(new CallPurpose.Deposit(MailboxId.parse("9000")).with(options))
                .build();
        assertThat(link.resolve(called).purpose()).isEqualTo(new CallPurpose.Deposit(ALICE).with(options));
    }

    @Test
    void aDirectCallIsALoginToTheCallersOwnMailbox() {
        pbx.call(new CallHistory(1, 7, 'D', "", "5551000"));
        CallInfo resolved = link.resolve(call("7"));
        assertThat(resolved.purpose()).isEqualTo(CallPurpose.retrieval(ALICE));
        assertThat(resolved.reason()).isEqualTo(RedirectReason.NONE);
    }

    @Test
    void aDirectCallOfNobodyIsAskedForTheMailbox() {
        pbx.call(new CallHistory(1, 7, 'D', "", ""));
        assertThat(link.resolve(call("7")).purpose()).isEqualTo(CallPurpose.retrieval());
    }

    @Test
    void aForwardedCallWithoutForwardingStationStaysAsTheNetworkSaysButForTheReason() {
        pbx.call(new CallHistory(1, 7, 'B', "", "5559999"));
        CallInfo resolved = link.resolve(call("7"));
        assertThat(resolved.purpose()).isEqualTo(CallPurpose.deposit(MailboxId.parse("9000")));
        assertThat(resolved.reason()).isEqualTo(RedirectReason.BUSY);
    }

    @Test
    void aCallThatComesFirstWaitsForItsMessage() {
        CompletableFuture<CallInfo> resolving = CompletableFuture.supplyAsync(() -> link.resolve(call("7")));
        pbx.call(new CallHistory(1, 8, 'B', "5552000", ""));
        pbx.call(new CallHistory(1, 7, 'B', "5551000", ""));
        assertThat(resolving.join().purpose()).isEqualTo(CallPurpose.deposit(ALICE));
        assertThat(link.statistics().messagesWaiting()).isEqualTo(1);
    }

    @Test
    void aCallThatCameFromNoGatewayIsNotHeldUp() {
        CallInfo info = call("");
        assertThat(link.resolve(info)).isSameAs(info);
    }

    @Test
    void aCallWithoutMessageIsAnsweredAsTheNetworkSaysAndNotHeldUpWhileTheLineIsDown() {
        port.pull();
        CallInfo info = call("7");
        assertThat(link.resolve(info)).isSameAs(info);
        assertThat(link.statistics().unmatched()).isEqualTo(1);
        assertThat(link.statistics().outages()).isEqualTo(1);
    }

    @Test
    void messagesAreRetrievedByEachKeyAsAsteriskDoes() {
        pbx.call(new CallHistory(1, 7, 'B', "5551000", "5559999"));
        Optional<CallHistory> message = link.retrieve(SearchKey.FORWARDING_STATION, "5551000", Duration.ofSeconds(20));
        assertThat(message).contains(new CallHistory(1, 7, 'B', "5551000", "5559999"));
        assertThat(link.retrieve(SearchKey.DESK, "1", Duration.ZERO))
                .as("used up")
                .isEmpty();
    }

    @Test
    void aRefusedLampIsGivenUpAndTold() {
        pbx.refuse(command -> Optional.of(Cause.INVALID));
        link.publish(ALICE, summary(1));
        assertThat(pbx.await(any -> link.statistics().lampsInvalid() == 1 && !givenUp.isEmpty(), 20_000))
                .isTrue();
        assertThat(givenUp).containsExactly(new LampFailure("5551000", Cause.INVALID));
        link.publish(ALICE, summary(0));
        pbx.refuse(command -> Optional.empty());
        link.audit();
        assertThat(pbx.await(any -> any.lamp("5551000").isPresent(), 20_000)).isTrue();
        assertThat(pbx.lamp("5551000")).contains(Lamp.OFF);
    }

    @Test
    void aBlockedLampIsTriedUntilTheSwitchDoesIt() {
        int[] blocked = {2};
        pbx.refuse(command -> blocked[0]-- > 0 ? Optional.of(Cause.BLOCKED) : Optional.empty());
        link.publish(ALICE, summary(1));
        assertThat(pbx.await(any -> any.lamp("5551000").isPresent(), 20_000)).isTrue();
        assertThat(pbx.commands()).hasSize(3).containsOnly(new LampCommand("5551000", Lamp.ON));
        assertThat(link.statistics().lampsBlocked()).isEqualTo(2);
    }

    @Test
    void lampsAreToldAgainWhenTheLineComesBack() {
        link.publish(ALICE, summary(1));
        assertThat(pbx.await(any -> any.lamp("5551000").isPresent(), 20_000)).isTrue();
        port.pull();
        link.publish(ALICE, summary(0));
        link.publish(MailboxId.parse("5552000"), summary(1));
        port.plug();
        assertThat(pbx.await(any -> any.lamps().size() == 2 && link.statistics().backlog() == 0, 20_000))
                .isTrue();
        assertThat(pbx.lamp("5551000")).contains(Lamp.OFF);
        assertThat(pbx.lamp("5552000")).contains(Lamp.ON);
    }

    @Test
    void aMailboxThatNoStationCanHaveIsLeftAlone() {
        link.publish(MailboxId.parse("alice"), summary(1));
        link.publish(MailboxId.parse("5551000@other"), summary(1));
        link.publish(ALICE, summary(1));
        assertThat(pbx.await(any -> link.statistics().lampsSent() == 1, 20_000)).isTrue();
        assertThat(pbx.commands()).containsExactly(new LampCommand("5551000", Lamp.ON));
    }

    @Test
    void noiseIsCountedAndEndsNothing() {
        pbx.noise("\u0000\u0000MD garbage\u0019\u0004".getBytes(StandardCharsets.US_ASCII));
        pbx.noise("xx".getBytes(StandardCharsets.US_ASCII));
        pbx.noise("MD0010007B5551000 5559999 \r\n\u0019".getBytes(StandardCharsets.US_ASCII));
        assertThat(link.retrieve(SearchKey.TERMINAL, "7", Duration.ofSeconds(20)))
                .isPresent();
        SmdiStatistics statistics = link.statistics();
        assertThat(statistics.malformed()).isEqualTo(1);
        assertThat(statistics.resyncs()).isEqualTo(1);
        assertThat(statistics.messages()).isEqualTo(1);
        assertThat(statistics.up()).isTrue();
    }

    @Test
    void theSwitchsOwnLampCommandsAreNothingToUs() {
        pbx.noise(new LampCommand("1", Lamp.ON).encode());
        pbx.call(new CallHistory(1, 7, 'B', "5551000", ""));
        assertThat(link.retrieve(SearchKey.TERMINAL, "7", Duration.ofSeconds(20)))
                .isPresent();
    }

    /** A line whose driver is broken once. */
    private record OnceBroken(SmdiPort line, AtomicBoolean broken) implements SmdiPort {

        @Override
        public void start(Consumer<ByteBuffer> octets, Consumer<State> states) {
            line.start(octets, states);
        }

        @Override
        public boolean send(ByteBuffer octets) {
            if (broken.compareAndSet(false, true)) {
                throw new LinkageError("planted");
            }
            return line.send(octets);
        }

        @Override
        public void close() {
            line.close();
        }
    }

    @Test
    void anErrorDoesNotEndTheLamps() {
        LoopbackSmdiPort line = LoopbackSmdiPort.pair();
        OnceBroken broken = new OnceBroken(line, new AtomicBoolean());
        try (SmdiLink other = SmdiLink.over(broken)
                .config(SmdiConfig.builder().pacing(quick()).build())
                .listener(new SmdiListener() {
                    @Override
                    public void sent(LampCommand command) {
                        throw new LinkageError("planted");
                    }
                })
                .start()) {
            SmdiSwitch heard = new SmdiSwitch(line::other);
            other.publish(ALICE, summary(1));
            assertThat(heard.await(any -> any.lamp("5551000").isPresent(), 20_000))
                    .isTrue();
            other.publish(ALICE, summary(0));
            assertThat(heard.await(any -> any.lamp("5551000").equals(Optional.of(Lamp.OFF)), 20_000))
                    .isTrue();
            assertThat(broken.broken()).isTrue();
            heard.close();
        }
    }

    private static MessageSummary summary(int newMessages) {
        return new MessageSummary(new MessageCounts(newMessages, 0, 0, 0));
    }
}
