package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.RedirectReason;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure.Cause;
import org.voicemail4j.smdi.port.FreePort;
import org.voicemail4j.smdi.port.SerialSettings;
import org.voicemail4j.smdi.port.SerialSmdiPort;
import org.voicemail4j.smdi.port.Socat;
import org.voicemail4j.smdi.port.TcpSmdiPort;
import org.voicemail4j.testkit.LoopbackSmdiPort;
import org.voicemail4j.testkit.ManualClock;

/** What is known to go wrong in Asterisk's message-desk link, one test each, numbered. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AsteriskDefectsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final LoopbackSmdiPort port = LoopbackSmdiPort.pair();
    private final SmdiSwitch pbx = new SmdiSwitch(port::other);
    private @Nullable SmdiLink started;

    private SmdiLink start(SmdiConfig.Builder config) {
        LampPacing pacing = new LampPacing(0, 10, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 5);
        SmdiLink link =
                SmdiLink.over(port).config(config.pacing(pacing).build()).start();
        started = link;
        return link;
    }

    @AfterEach
    void stop() {
        if (started != null) {
            started.close();
        }
        pbx.close();
    }

    private static CallInfo callAt(String terminal) {
        return CallInfo.of("call-1", CallPurpose.retrieval()).line(terminal).build();
    }

    private void send(String text) {
        pbx.noise(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static MessageSummary waiting(int newMessages) {
        return new MessageSummary(new MessageCounts(newMessages, 0, 0, 0));
    }

    @Test
    void defect1TheNextCallFromAStationGetsItsOwnDataNotThePreviousOnes() {
        SmdiLink link = start(SmdiConfig.builder());
        pbx.call(new CallHistory(1, 1, 'B', "5551000", "5550001"));
        pbx.call(new CallHistory(1, 2, 'B', "5551000", "5550002"));
        assertThat(link.retrieve(SearchKey.FORWARDING_STATION, "5551000", LONG)
                        .orElseThrow()
                        .callingStation())
                .isEqualTo("5550001");
        assertThat(link.retrieve(SearchKey.FORWARDING_STATION, "5551000", LONG)
                        .orElseThrow()
                        .callingStation())
                .isEqualTo("5550002");
        assertThat(link.retrieve(SearchKey.FORWARDING_STATION, "5551000", Duration.ZERO))
                .isEmpty();
    }

    @Test
    void defect2WaitingForAMessageCostsNoCpu() {
        CallQueue queue = new CallQueue("smdi", clock, LONG);
        long before = cpuNanos();
        assertThat(queue.take(SearchKey.TERMINAL, "1", Duration.ofMillis(400))).isEmpty();
        assertThat(cpuNanos() - before).as("CPU time of 400 ms of waiting").isLessThan(200_000_000L);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void defect3ANulDoesNotEndTheReader() {
        SmdiLink link = start(SmdiConfig.builder());
        send("\u0000\u0000\u0000");
        pbx.call(new CallHistory(1, 1, 'B', "5551000", ""));
        assertThat(link.retrieve(SearchKey.TERMINAL, "1", LONG)).isPresent();
    }

    @Test
    void defect3AnEndOfTheLineDoesNotEndTheReaderEither() {
        int tcpPort = FreePort.tcp();
        try (SmdiSwitch remote = new SmdiSwitch(() -> TcpSmdiPort.listening(FreePort.at(tcpPort)));
                SmdiLink client = SmdiLink.over(TcpSmdiPort.connecting("127.0.0.1", tcpPort))
                        .start()) {
            assertThat(remote.await(any -> any.isUp() && client.statistics().up(), 30_000))
                    .isTrue();
            remote.cut();
            assertThat(remote.await(any -> !client.statistics().up(), 30_000)).isTrue();
            remote.restore();
            assertThat(remote.await(any -> any.isUp() && client.statistics().up(), 30_000))
                    .isTrue();
            remote.call(new CallHistory(1, 1, 'B', "5551000", ""));
            assertThat(client.retrieve(SearchKey.TERMINAL, "1", LONG)).isPresent();
        }
    }

    /** The device is as a terminal usually is: it edits lines, echoes, and takes ^S for a stop. */
    @Test
    void defect4WhatStopsATerminalDoesNotStopTheLink() {
        int tcpPort = FreePort.tcp();
        Path device = folder.resolve("ttyPBX");
        try (Socat cable = Socat.cooked(device, tcpPort);
                SmdiSwitch remote = new SmdiSwitch(() -> TcpSmdiPort.listening(FreePort.at(tcpPort)))) {
            cable.start();
            try (SmdiLink link = SmdiLink.over(new SerialSmdiPort(device.toString(), SerialSettings.STANDARD))
                    .start()) {
                assertThat(remote.await(any -> any.isUp() && link.statistics().up(), 30_000))
                        .isTrue();
                remote.noise(new byte[] {0x13, 0x04, 0x03, 0x11}); // XOFF ^D ^C XON
                remote.call(new CallHistory(1, 1, 'B', "5551000", ""));
                assertThat(link.retrieve(SearchKey.TERMINAL, "1", LONG))
                        .as("no line end follows the end mark")
                        .isPresent();
                link.publish(MailboxId.parse("5551000"), waiting(1));
                assertThat(remote.await(any -> !any.commands().isEmpty(), 30_000))
                        .isTrue();
                assertThat(remote.commands()).containsExactly(new LampCommand("5551000", Lamp.ON));
                assertThat(remote.malformed()).as("nothing is echoed").isZero();
            }
        }
    }

    @Test
    void defect5ParityAndStopBitsAreWhatTheFileSays() throws IOException {
        SmdiConf conf = SmdiConf.read(Files.writeString(folder.resolve("smdi.conf"), """
                [interfaces]
                paritybit = none
                twostopbits = yes
                smdiport = /dev/ttyS0
                """));
        SerialSettings settings = conf.links().get(0).address().serial();
        assertThat(settings.parity()).isEqualTo(SerialSettings.Parity.NONE);
        assertThat(settings.stopBits()).isEqualTo(2);
    }

    @Test
    void defect6ContextsAreKeptApartAndLampsAreClearedAfterARestart() {
        SmdiLink link = start(SmdiConfig.builder().station("7000", MailboxId.parse("1000@sales")));
        link.publish(MailboxId.parse("1000@sales"), waiting(1));
        link.publish(MailboxId.parse("1000@default"), waiting(0));
        assertThat(pbx.await(any -> any.lamps().size() == 2, 30_000)).isTrue();
        assertThat(pbx.lamp("7000")).contains(Lamp.ON);
        assertThat(pbx.lamp("1000")).as("told although it was never on").contains(Lamp.OFF);
    }

    @Test
    void defect7ALostOctetSpoilsOneMessageAndShiftsNothing() {
        SmdiLink link = start(SmdiConfig.builder());
        send("\r\nMD001001B5551000 5559999 \r\n\u0019"); // one digit of the terminal is lost
        send("\r\nMMD0010002B5551000 5559999 \r\n\u0019");
        send("\r\nMD0010003B55510001234567 123456789012345 \r\n\u0019");
        assertThat(link.retrieve(SearchKey.TERMINAL, "2", LONG)).isPresent();
        assertThat(link.retrieve(SearchKey.TERMINAL, "3", LONG))
                .contains(new CallHistory(1, 3, 'B', "55510001234567", "123456789012345"));
        assertThat(link.statistics().messagesWaiting()).isZero();
        assertThat(link.statistics().malformed()).isEqualTo(1);
    }

    @Test
    void defect7StarsAndHashesEndNoNumber() {
        SmdiLink link = start(SmdiConfig.builder());
        send("\r\nMD0010001D *75551000# \r\n\u0019");
        assertThat(link.retrieve(SearchKey.TERMINAL, "1", LONG).orElseThrow().callingStation())
                .isEqualTo("*75551000#");
    }

    @Test
    void defect8NumbersAreChangedByRulesOfEachDirection() {
        SmdiLink link = start(SmdiConfig.builder()
                .forwardingRules(NumberRules.parse("strip 3"))
                .lampRules(NumberRules.parse("prepend 555")));
        pbx.call(new CallHistory(1, 1, 'B', "5551000", "5559999"));
        CallInfo call = link.resolve(callAt("1"));
        assertThat(call.purpose()).isEqualTo(CallPurpose.deposit(MailboxId.parse("1000")));
        assertThat(call.caller().number())
                .as("the calling number is left whole")
                .contains("5559999");
        link.publish(MailboxId.parse("1000"), waiting(1));
        assertThat(pbx.await(any -> any.lamp("5551000").isPresent(), 30_000)).isTrue();
    }

    @Test
    void defect9EveryTypeLetterLeadsToItsGreetingInEitherCase() {
        SmdiLink link = start(SmdiConfig.builder());
        String letters = "AbNuI";
        RedirectReason[] reasons = {
            RedirectReason.UNCONDITIONAL,
            RedirectReason.BUSY,
            RedirectReason.NO_ANSWER,
            RedirectReason.UNKNOWN,
            RedirectReason.DO_NOT_DISTURB
        };
        for (int i = 0; i < letters.length(); i++) {
            send("\r\nMD0010001" + letters.charAt(i) + "5551000  \r\n\u0019");
            assertThat(link.resolve(callAt("1")).reason()).isEqualTo(reasons[i]);
        }
        for (char letter : "DdRr".toCharArray()) {
            send("\r\nMD0010001" + letter + " 5551000 \r\n\u0019");
            assertThat(link.resolve(callAt("1")).purpose())
                    .isEqualTo(CallPurpose.retrieval(MailboxId.parse("5551000")));
        }
    }

    @Test
    void defect10RefusedLampsAreTriedAgainAndNothingIsSentTwice() {
        SmdiLink link = start(SmdiConfig.builder());
        int[] blocked = {1};
        pbx.refuse(command -> blocked[0]-- > 0 ? Optional.of(Cause.BLOCKED) : Optional.empty());
        link.publish(MailboxId.parse("1000"), waiting(1));
        link.publish(MailboxId.parse("1000"), waiting(2));
        link.publish(MailboxId.parse("1000"), waiting(3));
        assertThat(pbx.await(any -> any.lamp("1000").isPresent(), 30_000)).isTrue();
        assertThat(pbx.commands()).hasSize(2).containsOnly(new LampCommand("1000", Lamp.ON));
    }

    @Test
    void defect11PublishingDoesNotWaitAndSendsTheStationNotTheMailbox() {
        SmdiLink link = start(SmdiConfig.builder().station("7000", MailboxId.parse("1000@sales")));
        port.pull();
        link.publish(MailboxId.parse("1000@sales"), waiting(1));
        assertThat(link.statistics().backlog()).as("kept, nobody waited").isEqualTo(1);
        port.plug();
        assertThat(pbx.await(any -> !any.commands().isEmpty(), 30_000)).isTrue();
        assertThat(pbx.commands()).containsExactly(new LampCommand("7000", Lamp.ON));
    }

    @Test
    void defect12BothEndsCanBeTriedWithoutAPbxAlsoOverTcp() {
        int tcpPort = FreePort.tcp();
        try (SmdiSwitch remote = new SmdiSwitch(() -> TcpSmdiPort.listening(FreePort.at(tcpPort)));
                SmdiLink client = SmdiLink.over(TcpSmdiPort.connecting("127.0.0.1", tcpPort))
                        .start()) {
            assertThat(remote.await(any -> any.isUp() && client.statistics().up(), 30_000))
                    .isTrue();
            remote.call(new CallHistory(1, 1, 'B', "5551000", ""));
            assertThat(client.retrieve(SearchKey.TERMINAL, "1", LONG)).isPresent();
        }
    }
}
