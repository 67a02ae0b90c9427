package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaSession;

/** A line for the contract of media sessions, whose session is a scripted call's. */
final class ScriptedLine
        implements ListeningContract.HearingLine, QuietLineContract.QuietLine, MediaSessionContract.FarEnd {

    private final ScriptedCall call;
    private final MediaSession session;
    private boolean knowsHold = true;

    ScriptedLine(UnaryOperator<MediaSession> around) {
        call = ScriptedCall.of(CallInfo.of("call-1", CallPurpose.deposit(new MailboxId("default", "1000")))
                .build());
        session = around.apply(call.accept());
    }

    @Override
    public MediaSession session() {
        return session;
    }

    @Override
    public MediaSessionContract.FarEnd farEnd() {
        return this;
    }

    @Override
    public MediaSessionContract.FarEnd speaks(AudioContent words) {
        call.speaks(words).waits(words.length());
        return this;
    }

    @Override
    public MediaSessionContract.FarEnd waits(Duration length) {
        call.waits(length);
        return this;
    }

    @Override
    public MediaSessionContract.FarEnd presses(String keys) {
        call.presses(keys);
        return this;
    }

    @Override
    public MediaSessionContract.FarEnd typesAhead(String keys) {
        call.typesAhead(keys);
        return this;
    }

    @Override
    public MediaSessionContract.FarEnd hangsUp() {
        call.hangsUp();
        return this;
    }

    @Override
    public void fallsDead() {
        call.fallsDead();
    }

    @Override
    public void holds() {
        if (knowsHold) {
            call.holds();
        }
    }

    /** The same, but hold is nothing else than silence. */
    ScriptedLine withoutHold() {
        knowsHold = false;
        return this;
    }

    @Override
    public void resumes() {
        call.resumes();
    }

    @Override
    public AudioContent heard() {
        return call.heard().all();
    }

    @Override
    public Optional<Duration> heardAfterKey() {
        return Optional.of(Duration.ofNanos(call.heard().afterKey()));
    }

    @Override
    public void close() {
        call.hangUp();
    }
}
