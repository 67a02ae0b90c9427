package org.voicemail4j.examples.asterisk.agi;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.message.Folder;
import org.voicemail4j.testkit.Sounds;

/** Owners listen to messages in the dialplan of an Asterisk. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RetrievalByAgiTest {

    @TempDir
    Path folder;

    @Test
    void anOwnerLogsInSkipsForwardAndBackPausesAndDeletes() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            bridge.message(Sounds.tone(450, ofSeconds(20)));
            asterisk.caller
                    .waits(ofMillis(1500))
                    .presses("4711#")
                    .waits(ofSeconds(4))
                    .presses("1")
                    .waits(ofSeconds(8))
                    .presses("#")
                    .waits(ofSeconds(2))
                    .presses("*")
                    .waits(ofSeconds(1))
                    .presses("0")
                    .waits(ofSeconds(90))
                    .presses("0")
                    .waits(ofSeconds(1))
                    .presses("7")
                    .waits(ofSeconds(2))
                    .hangsUp();

            asterisk.runs("voicemailmain", "1000@default").awaitEnd();

            Transcripts.assertIsAs("retrieval", asterisk);
            assertThat(bridge.store.list(Bridge.ALICE, Folder.INBOX)).isEmpty();
        }
    }

    @Test
    void whoCannotLogInIsHungUpOn() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            for (int attempt = 0; attempt < 3; attempt++) {
                asterisk.caller
                        .waits(ofMillis(1500))
                        .presses("1000#")
                        .waits(ofMillis(1500))
                        .presses("1#");
            }

            asterisk.runs("voicemailmain").awaitEnd();

            assertThat(asterisk.commands()).endsWith("HANGUP\n");
        }
    }

    @Test
    void withOptionSNobodyIsAskedForThePin() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            bridge.message(Sounds.tone(450, ofSeconds(20)));
            asterisk.caller.waits(ofSeconds(1)).hangsUp();

            asterisk.runs("voicemailmain?mailbox=1000&options=sa(INBOX)").awaitEnd();

            assertThat(asterisk.commands()).startsWith("ANSWER\n").doesNotContain("vm-password");
        }
    }
}
