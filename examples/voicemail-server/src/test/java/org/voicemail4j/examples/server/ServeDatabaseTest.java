package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;
import picocli.CommandLine;

/** A server whose messages are in a database. */
class ServeDatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    void whatACallerSaidIsInTheDatabaseAndTheCommandsShowIt() throws Exception {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        String url = "jdbc:h2:file:" + folder.resolve("db");
        StoreName store = new StoreName.Converter().convert(url).journaledIn(folder.resolve("journal"));
        ServerSettings settings = ServerSettings.of(List.of("udp:127.0.0.1:0"), store, conf)
                .sounds(Optional.of(TestServer.beepAlone(folder.resolve("sounds"))))
                .maxCalls(10)
                .build();
        try (Server server = Server.start(settings, CallInfoResolver.NONE);
                Phone phone = Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom());
                PhoneCall call = phone.call(server.sipAddress(), "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(Speech.say(2, 11));
            call.hangUp();
            TestServer.await("no call", () -> server.calls() == 0);
            server.drain(PATIENCE);
        }
        assertThat(run("users", "--store", url, "--mailboxes", conf.toString()))
                .contains("1000@default  Ann Owner        1    0       0");
        assertThat(run("messages", "--store", url, "--mailboxes", conf.toString(), "1000"))
                .contains("INBOX")
                .contains("5551234");
    }

    @Test
    void anAddressThatLeadsNowhereIsAnErrorWithoutItsPassword() throws Exception {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        String url = "jdbc:h2:tcp://127.0.0.1:1/none;PASSWORD=verysecret";
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err, true));
        assertThat(command.execute("users", "--store", url, "--mailboxes", conf.toString()))
                .isNotZero();
        assertThat(err.toString()).contains("--store").doesNotContain("verysecret");
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments))
                .isZero();
        return out.toString();
    }
}
