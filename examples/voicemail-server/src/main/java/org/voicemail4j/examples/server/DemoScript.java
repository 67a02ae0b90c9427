package org.voicemail4j.examples.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.voicemail4j.examples.server.phone.Notice;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.PhoneException;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;

/**
 * The story of the demo: one caller leaves a message, the owner's lamp goes on, the owner hears the message and saves
 * it, the lamp goes off. Told on real sockets by a phone that shares no code with the server.
 */
final class DemoScript {

    static final int STEPS = 9;

    private static final String OWNER = "1000";
    private static final String CALLER = "5551234";
    private static final String PIN = "4242";
    private static final int SECONDS = 6;
    private static final double LEAST_CORRELATION = 0.95;
    private static final double MOST_LENGTH_ERROR = 0.01;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What the owner's voicemail.conf says. */
    static final String MAILBOXES =
            String.join("\n", "[general]", "format = wav", "[default]", OWNER + " => " + PIN + ",Demo Owner", "");

    private final Progress progress;
    private final RandomGenerator random;
    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private final short[] speech;
    private final boolean mute;

    DemoScript(Progress progress, RandomGenerator random, boolean mute) {
        this.progress = progress;
        this.random = random;
        this.speech = Speech.say(SECONDS, random.nextLong());
        this.mute = mute;
    }

    /** Starts a server for a demo; its NOTIFYs go to that phone. */
    @FunctionalInterface
    interface Starter {
        Server start(InetSocketAddress proxy);
    }

    /**
     * Plays it from beginning to end.
     *
     * @throws PhoneException if anything goes otherwise than told
     */
    void play(Starter starter, Path spool) {
        try (Phone owner = Phone.plugIn(OWNER, loopback, random);
                Phone caller = Phone.plugIn(CALLER, loopback, random);
                Server server = start(starter, owner)) {
            leaveMessage(caller, server.sipAddress());
            expectLamp(owner, "The owner's phone waits for the NOTIFY that switches its lamp on", true);
            hearMessage(owner, server.sipAddress());
            expectLamp(owner, "The owner's phone waits for the NOTIFY that switches its lamp off", false);
        }
        progress.step("What is in the spool now");
        FolderTree.lines(spool).forEach(progress::detail);
    }

    private Server start(Starter starter, Phone owner) {
        progress.step("A server starts, with mailbox " + OWNER + " in an empty spool");
        Server server = starter.start(owner.address());
        progress.detail("listening on " + String.join(", ", server.addresses()));
        return server;
    }

    private void leaveMessage(Phone caller, InetSocketAddress server) {
        progress.step(CALLER + " calls " + OWNER + ", skips the greeting and waits for the beep");
        try (PhoneCall call = caller.call(server, OWNER)) {
            call.awaitSound(PATIENCE);
            call.press("#");
            call.awaitBeep(PATIENCE);
            progress.step("The caller speaks for " + SECONDS + " s" + (mute ? " into a muted microphone" : "")
                    + ", hangs up");
            call.say(mute ? new short[speech.length] : speech);
            call.hangUp();
            progress.detail("the caller heard " + call.packetsHeard() + " packets of sound");
        }
    }

    private void expectLamp(Phone owner, String what, boolean on) {
        progress.step(what);
        Notice notice = owner.awaitNotice(PATIENCE);
        while (notice.lampOn() != on) {
            notice = owner.awaitNotice(PATIENCE);
        }
        progress.detail("messages waiting: " + (on ? "yes" : "no") + ", voice messages: " + notice.counts());
    }

    private void hearMessage(Phone owner, InetSocketAddress server) {
        progress.step("The owner calls *98 and logs in by keys");
        try (PhoneCall call = owner.call(server, "*98")) {
            call.awaitSound(PATIENCE);
            call.press(OWNER + "#");
            call.awaitSound(PATIENCE);
            call.press(PIN + "#");
            call.awaitSound(PATIENCE);
            progress.step("The owner presses 1 and hears the message");
            call.press("1");
            boolean heard = call.awaitSaid(speech, PATIENCE);
            check(SoundMatch.find(speech, call.heard()), heard);
            progress.step("The owner saves it in folder Work by 9 and 2, and leaves by #");
            call.press("92");
            call.awaitQuiet(Duration.ofSeconds(1), PATIENCE);
            call.press("#");
            call.awaitHangUp(PATIENCE);
        }
    }

    private void check(SoundMatch match, boolean heard) {
        String figures = String.format(
                Locale.ROOT,
                "heard against said: correlation %.4f (at least %.2f), length differs by %.2f %% (at most %.0f %%)",
                match.correlation(),
                LEAST_CORRELATION,
                100 * match.lengthError(),
                100 * MOST_LENGTH_ERROR);
        progress.detail(figures);
        if (!heard || match.correlation() < LEAST_CORRELATION || match.lengthError() > MOST_LENGTH_ERROR) {
            throw new DemoFailure("what the owner heard is not what the caller said");
        }
    }
}
