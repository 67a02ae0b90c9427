package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theDemoTellsItsStoryAndSucceeds() {
        int exit = run("demo");

        assertThat(exit).as("%s%n%s", out, err).isZero();
        assertThat(out.toString())
                .contains("messages waiting: yes, voice messages: 1/0 (0/0)")
                .contains("correlation 0.99")
                .contains("messages waiting: no, voice messages: 0/0 (0/0)")
                .containsSubsequence("default/", "1000/", "Work/", "msg0000.txt", "msg0000.wav");
    }

    @Test
    void aMutedMicrophoneMakesTheDemoFail() {
        int exit = run("demo", "--mute");

        assertThat(exit).as(out.toString()).isEqualTo(1);
        assertThat(err.toString()).contains("what the owner heard is not what the caller said");
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
