package org.voicemail4j.examples.asterisk.agi;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.testkit.Sounds;

/** Callers leave messages in the dialplan of an Asterisk. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DepositByAgiTest {

    private static final MailboxPolicy WITH_OPERATOR = MailboxPolicy.DEFAULT.toBuilder()
            .operator(Optional.of("o"))
            .attendant(Optional.of("a"))
            .build();

    @TempDir
    Path folder;

    @Test
    void aMessageIsLeftAndTheDialplanGoesOn() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.caller
                    .speaks(Sounds.tone(450, ofSeconds(4)))
                    .waits(ofMillis(400))
                    .presses("#");

            asterisk.runs("voicemail", "1000@default", "u").awaitEnd();

            Transcripts.assertIsAs("deposit", asterisk);
            Message message = inbox(bridge).get(0);
            assertThat(message.envelope().caller().number()).contains("5551234");
            assertThat(message.envelope().callId()).isEqualTo("PJSIP/alice-00000001");
            assertThat(message.length()).isEqualTo(ofMillis(4200));
            assertThat(asterisk.variables).containsEntry("VMSTATUS", "SUCCESS");
            assertThat(filesLeft()).isEmpty();
        }
    }

    @Test
    void theBusyGreetingIsPlayedFromTheFolderThatBothSee() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            bridge.greeting(GreetingKind.BUSY, Sounds.tone(300, ofSeconds(3)));
            asterisk.variables.put("VM_CATEGORY", "support");
            asterisk.caller.speaks(Sounds.tone(450, ofSeconds(4))).hangsUp();

            asterisk.runs("voicemail?mailbox=1000%40default&options=bS").awaitEnd();

            Transcripts.assertIsAs("busy", asterisk);
            assertThat(inbox(bridge))
                    .singleElement()
                    .satisfies(
                            message -> assertThat(message.envelope().category()).isEqualTo("support"));
            assertThat(filesLeft()).isEmpty();
        }
    }

    @Test
    void whoHangsUpInTheMiddleOfARecordingHasLeftAMessage() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.caller.speaks(Sounds.tone(450, ofMillis(3500))).hangsUp();

            asterisk.runs("voicemail", "1000", "s").awaitEnd();

            Transcripts.assertIsAs("hang-up", asterisk);
            assertThat(inbox(bridge).get(0).length()).isEqualTo(ofMillis(3500));
        }
    }

    @Test
    void zeroLeadsToTheOperatorInTheExitContext() throws Exception {
        try (Bridge bridge = new Bridge(folder, WITH_OPERATOR);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.channel().extensions.add("o@exits");
            asterisk.caller.waits(ofMillis(500)).presses("0");

            asterisk.runs("voicemail?exitcontext=exits", "1000", "u").awaitEnd();

            Transcripts.assertIsAs("operator", asterisk);
            assertThat(inbox(bridge)).isEmpty();
        }
    }

    @Test
    void anExtensionThatIsNotThereIsNowhereToGoTo() throws Exception {
        try (Bridge bridge = new Bridge(folder, WITH_OPERATOR);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.caller
                    .waits(ofMillis(500))
                    .presses("*")
                    .speaks(Sounds.tone(450, ofSeconds(4)))
                    .hangsUp();

            asterisk.runs("voicemail", "1000", "u").awaitEnd();

            assertThat(asterisk.commands())
                    .contains("GET FULL VARIABLE \"${DIALPLAN_EXISTS(internal,a,1)}\"\nSTREAM FILE \"vm-sorry\"")
                    .doesNotContain("SET CONTEXT");
        }
    }

    @Test
    void aKeyOfOptionDLeadsIntoItsContext() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.channel().extensions.add("5@sales");
            asterisk.caller.waits(ofMillis(500)).presses("5");

            asterisk.runs("voicemail", "1000", "u", "d(sales)").awaitEnd();

            assertThat(asterisk.variables)
                    .containsEntry("CONTEXT", "sales")
                    .containsEntry("EXTENSION", "5")
                    .containsEntry("PRIORITY", "1")
                    .containsEntry("VMSTATUS", "USEREXIT");
        }
    }

    @Test
    void withOptionEACallIsAnsweredJustBeforeTheBeep() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.caller.speaks(Sounds.tone(450, ofSeconds(4))).hangsUp();

            asterisk.runs("voicemail", "1000", "es").awaitEnd();

            assertThat(asterisk.commands())
                    .startsWith("GET VARIABLE VM_CATEGORY\n")
                    .contains("\nEXEC \"Progress\" \"\"\nANSWER\nSTREAM FILE \"beep\" \"\"\n");
        }
    }

    @Test
    void whatAsteriskHasNoPromptForIsPlayedFromOurs() throws Exception {
        try (Bridge bridge = new Bridge(folder)) {
            for (String attempts : List.of("1", "0")) {
                try (SimulatedAsterisk asterisk = bridge.asterisk()) {
                    asterisk.channel().lacks.add("vm-intro");
                    asterisk.caller.speaks(Sounds.tone(450, ofSeconds(4))).hangsUp();

                    asterisk.runs("voicemail", "1000").awaitEnd();

                    assertThat(asterisk.commands().lines().filter(line -> line.contains("\"vm-intro\"")))
                            .hasSize(Integer.parseInt(attempts));
                    assertThat(asterisk.commands()).contains("STREAM FILE \"FILE-1\" \"#\"\nSTREAM FILE \"beep\"");
                }
            }
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void aPromptOfOursThatSomebodyDeletedIsWrittenAgain() throws Exception {
        try (Bridge bridge = new Bridge(folder)) {
            for (String file : List.of("FILE-1", "FILE-3")) {
                try (SimulatedAsterisk asterisk = bridge.asterisk()) {
                    asterisk.channel().lacks.add("vm-intro");
                    asterisk.caller.speaks(Sounds.tone(450, ofSeconds(4))).hangsUp();

                    asterisk.runs("voicemail", "1000").awaitEnd();

                    assertThat(asterisk.commands())
                            .contains("STREAM FILE \"" + file + "\" \"#\"\nSTREAM FILE \"beep\"");
                }
                for (Path left : filesLeft()) {
                    Files.delete(left);
                }
            }
        }
    }

    @Test
    void aCallThatFailsLeavesNothingOfAnEarlierOneInTheVariables() throws Exception {
        AgiConfig config = AgiConfig.builder(folder)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .nanoTime(new VirtualTime())
                .build();
        try (AgiServer server = new AgiServer(config)) {
            server.start(call -> {
                call.accept();
                call.hangUp();
            });
            for (String application : List.of("voicemail", "directory")) {
                try (SimulatedAsterisk asterisk = new SimulatedAsterisk(server.address(), folder, new VirtualTime())) {
                    asterisk.variables.putAll(
                            Map.of("VMSTATUS", "SUCCESS", "VM_MESSAGE_ID", "7", "DIRECTORY_RESULT", "SELECTED"));

                    asterisk.runs(application, "default").awaitEnd();

                    boolean search = application.equals("directory");
                    assertThat(asterisk.variables)
                            .containsEntry("VMSTATUS", search ? "SUCCESS" : "FAILED")
                            .containsEntry("VM_MESSAGE_ID", search ? "7" : "")
                            .containsEntry("DIRECTORY_RESULT", search ? "FAILED" : "SELECTED");
                }
            }
        }
    }

    @Test
    void whereThereIsNoMailboxTheDialplanIsToldAndGoesOn() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.runs("voicemail", "4444", "u").awaitEnd();

            assertThat(asterisk.commands()).doesNotContain("ANSWER");
            assertThat(asterisk.variables).containsEntry("VMSTATUS", "FAILED");
        }
    }

    @Test
    void whatCannotBeUnderstoodIsShownOnAsterisksConsole() throws Exception {
        try (Bridge bridge = new Bridge(folder)) {
            for (String request : List.of("voicemail?mailbox=%zz", "voicemail?mailbox=..%2Fetc", "no-such-thing")) {
                try (SimulatedAsterisk asterisk = bridge.asterisk()) {
                    asterisk.runs(request).awaitEnd();

                    assertThat(asterisk.commands()).contains("VERBOSE \"voicemail4j: ");
                    assertThat(asterisk.variables).containsEntry("VMSTATUS", "FAILED");
                }
            }
        }
    }

    private static List<Message> inbox(Bridge bridge) {
        return bridge.store.list(Bridge.ALICE, Folder.INBOX);
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
