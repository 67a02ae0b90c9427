package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.examples.server.phone.TalkFiles.capture;
import static org.voicemail4j.examples.server.phone.TalkFiles.join;
import static org.voicemail4j.examples.server.phone.TalkFiles.silence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.examples.server.phone.TalkFiles;

/** The server against sipp, a SIP stack that is not ours: what is recorded is what was sent, sample by sample. */
class SippTest {

    private static final short[] SPEECH = Speech.say(4, 42);

    @TempDir
    Path folder;

    private TestServer server;
    private Sipp sipp;

    @BeforeEach
    void start() throws IOException {
        Peers.need("sipp");
        server = new TestServer(folder);
        sipp = new Sipp(server.work(), server.address());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aMessageEndsWhenTheCallerHangsUp() throws Exception {
        stream("talk.ulaw", silence(1), SPEECH, silence(2));

        sipp.start("talk-and-hang-up", "1000", "talk.ulaw").succeeds();

        assertThat(theMessage("1000")).satisfies(SippTest::holdsTheSpeech);
    }

    @Test
    void aMessageEndsWithThePoundKey() throws Exception {
        capture()
                .sound(join(silence(1), SPEECH, silence(0.5)))
                .press("#")
                .pause(3)
                .write(work("talk.pcap"));

        sipp.start("press-and-wait", "1000", "talk.pcap").succeeds();

        short[] message = theMessage("1000");
        holdsTheSpeech(message);
        assertThat(message.length).as("ends when the key is pressed").isLessThan(SPEECH.length + 2 * Speech.RATE_HZ);
    }

    @Test
    void aMessageEndsWithSilence() throws Exception {
        stream("talk.ulaw", silence(1), SPEECH, silence(6));

        sipp.start("talk-and-wait", "2000", "talk.ulaw").succeeds();

        short[] message = theMessage("2000");
        holdsTheSpeech(message);
        assertThat(message.length).as("silence is cut off").isLessThan(SPEECH.length + 2 * Speech.RATE_HZ);
    }

    @Test
    void theOwnerListensByKeysAndDeletes() throws Exception {
        stream("talk.ulaw", silence(1), SPEECH, silence(2));
        sipp.start("talk-and-hang-up", "1000", "talk.ulaw").succeeds();
        server.awaitNoCalls();
        assertThat(server.spool().envelopes("1000", "INBOX")).hasSize(1);
        capture()
                .pause(1)
                .press("4242#")
                .pause(1)
                .press("1")
                .pause(2)
                .press("7")
                .pause(1)
                .press("#")
                .pause(3)
                .write(work("keys.pcap"));

        sipp.start("press-and-wait", "*981000", "keys.pcap").succeeds();

        server.awaitNoCalls();
        assertThat(server.spool().envelopes("1000", "INBOX")).isEmpty();
        assertThat(server.spool().envelopes("1000", "Old")).isEmpty();
    }

    @Test
    void aCallOnHoldGoesOnWhenItIsResumed() throws Exception {
        stream("talk.ulaw", silence(1.5), Speech.say(3, 43));

        sipp.start("hold-and-resume", "1000", "talk.ulaw").succeeds();

        short[] message = theMessage("1000");
        SoundMatch before = SoundMatch.find(Speech.say(3, 43), message);
        short[] rest = Arrays.copyOfRange(message, before.offset() + before.said(), message.length);
        SoundMatch after = SoundMatch.find(Speech.say(3, 43), rest);
        assertThat(before.correlation()).isGreaterThan(0.95);
        assertThat(after.correlation()).isGreaterThan(0.95);
    }

    @Test
    void fiftyCallersAtOnceAreRecordedWithoutAGap() throws Exception {
        stream("talk.ulaw", silence(1), SPEECH, silence(2));

        sipp.start("talk-and-hang-up", "1000", "talk.ulaw", "-m", "50", "-l", "50", "-r", "25")
                .succeeds();

        server.awaitNoCalls();
        List<Path> messages = server.spool().recordings("1000", "INBOX");
        assertThat(messages).hasSize(50);
        for (Path message : messages) {
            holdsTheSpeech(Spool.samples(message));
        }
    }

    private short[] theMessage(String mailbox) throws IOException {
        server.awaitNoCalls();
        List<Path> messages = server.spool().recordings(mailbox, "INBOX");
        assertThat(messages).hasSize(1);
        return Spool.samples(messages.get(0));
    }

    private static void holdsTheSpeech(short[] message) {
        SoundMatch match = SoundMatch.find(SPEECH, message);
        assertThat(match.correlation()).isGreaterThan(0.99);
        assertThat(match.drift()).isZero();
    }

    private void stream(String name, short[]... parts) throws IOException {
        TalkFiles.ulaw(work(name), join(parts));
    }

    private Path work(String name) {
        return server.work().resolve(name);
    }
}
