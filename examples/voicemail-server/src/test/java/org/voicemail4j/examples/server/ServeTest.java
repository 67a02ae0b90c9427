package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.PhoneException;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;

/** The server as a process: it says when it is ready, stops in order, and survives its own death. */
class ServeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final short[] SPEECH = Speech.say(4, 11);

    @TempDir
    Path folder;

    @Test
    void saysWhereItListens() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, "--rtp-ports=42000-42099")) {
            assertThat(server.ready())
                    .matches("READY udp:127\\.0\\.0\\.1:[0-9]+ tcp:127\\.0\\.0\\.1:[0-9]+ rtp:42000-42099");
        }
    }

    @Test
    void onSigtermItRefusesNewCallsKeepsWhatIsRecordedAndExitsWithZero() throws Exception {
        try (ServerProcess server = new ServerProcess(folder, "--drain=4");
                Phone phone = phone();
                PhoneCall call = phone.call(server.address(), "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(SPEECH);

            server.terminate();

            assertThatThrownBy(() -> callUntilRefused(phone, server))
                    .isInstanceOf(PhoneException.class)
                    .hasMessageContaining("503");
            call.awaitHangUp(PATIENCE);
            assertThat(server.awaitExit()).isZero();
        }
        assertThat(match(theMessage()).correlation()).isGreaterThan(0.99);
    }

    @Test
    void onSighupItReadsItsMailboxesAgainAndGoesOn() throws Exception {
        try (ServerProcess server = new ServerProcess(folder);
                Phone phone = phone();
                PhoneCall call = phone.call(server.address(), "1000")) {
            call.awaitBeep(PATIENCE);
            assertThatThrownBy(() -> phone.call(server.address(), "3000"))
                    .isInstanceOf(PhoneException.class)
                    .hasMessageContaining("404");

            Files.writeString(folder.resolve("voicemail.conf"), "[general]\nmaxsecs = soon\n");
            server.hangUp();
            awaitLog("what was read before holds");
            Files.writeString(
                    folder.resolve("voicemail.conf"),
                    TestServer.CONF.replace("format = wav", "format = gsm") + "3000 => 4242,New Owner\n");
            server.hangUp();
            awaitLog("format changed; that holds after a restart");

            phone.call(server.address(), "3000").hangUp();
            call.say(SPEECH);
            call.hangUp();
            server.terminate();
            assertThat(server.awaitExit()).isZero();
        }
        assertThat(match(theMessage()).correlation()).isGreaterThan(0.99);
    }

    private void awaitLog(String text) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(folder.resolve("log")).contains(text)) {
            assertThat(System.nanoTime())
                    .as(Files.readString(folder.resolve("log")))
                    .isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** The signal takes a moment to arrive; a call that still gets through is hung up again. */
    private static void callUntilRefused(Phone phone, ServerProcess server) {
        for (int i = 0; i < 50; i++) {
            phone.call(server.address(), "2000").hangUp();
        }
    }

    @Test
    void whatWasRecordedBeforeAKillIsDeliveredAtTheNextStart() throws Exception {
        try (ServerProcess server = new ServerProcess(folder);
                Phone phone = phone();
                PhoneCall call = phone.call(server.address(), "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(SPEECH);
            server.kill();
        }

        try (ServerProcess again = new ServerProcess(folder)) {
            short[] message = theMessage();
            int promised = SPEECH.length - Speech.RATE_HZ * 6 / 5; // a second, and what a busy machine adds
            assertThat(message.length).as("little more than a second is lost").isGreaterThan(promised);
            assertThat(SoundMatch.find(Arrays.copyOf(SPEECH, promised), message).correlation())
                    .isGreaterThan(0.99);
            again.terminate();
            assertThat(again.awaitExit()).isZero();
        }
        theMessage();
    }

    private short[] theMessage() throws Exception {
        Spool spool = new Spool(folder.resolve("spool"));
        List<Path> messages = spool.recordings("1000", "INBOX");
        assertThat(messages).hasSize(1);
        assertThat(spool.envelopes("1000", "INBOX")).hasSize(1);
        return Spool.samples(messages.get(0));
    }

    private static SoundMatch match(short[] message) {
        return SoundMatch.find(SPEECH, message);
    }

    private static Phone phone() {
        return Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom());
    }
}
