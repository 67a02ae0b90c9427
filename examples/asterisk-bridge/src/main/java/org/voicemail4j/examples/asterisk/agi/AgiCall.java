package org.voicemail4j.examples.asterisk.agi;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.MediaSession;

/**
 * A call whose dialplan has come to our application. It is left, not ended, when the application has done its work: the
 * dialplan then goes on, as it does after Asterisk's own.
 */
final class AgiCall implements IncomingCall {

    private static final Logger LOG = LoggerFactory.getLogger(AgiCall.class);

    private final AgiChannel channel;
    private final CallInfo info;
    private final MediaSession session;
    private final AgiControl control;
    private final ResultVariables results;
    private final AtomicBoolean taken = new AtomicBoolean();

    AgiCall(AgiChannel channel, CallInfo info, MediaSession session, AgiControl control, ResultVariables results) {
        this.channel = channel;
        this.info = info;
        this.session = session;
        this.control = control;
        this.results = results;
    }

    @Override
    public CallInfo info() {
        return info;
    }

    @Override
    public MediaSession accept() {
        takeOnce();
        answer();
        return session;
    }

    private void takeOnce() {
        if (taken.getAndSet(true)) {
            throw new IllegalStateException(info.callId() + " has been answered or refused before");
        }
        results.begin(channel);
    }

    private void answer() {
        if (!channel.ask(new AgiCommand("ANSWER")).isDone()) {
            channel.hungUp();
        }
    }

    @Override
    public Optional<EarlyMedia> early() {
        takeOnce();
        channel.ask(AgiCommand.of("EXEC", "Progress", ""));
        return Optional.of(new EarlyMedia() {
            @Override
            public MediaSession session() {
                return session;
            }

            @Override
            public void answer() {
                AgiCall.this.answer();
            }
        });
    }

    @Override
    public void reject(CallRefusal refusal) {
        takeOnce();
        LOG.info("{}: refused: {}", info.callId(), refusal.reason());
        results.tell(channel, new CallOutcome.Refused(refusal));
        channel.close();
    }

    @Override
    public void ended(CallOutcome outcome) {
        results.tell(channel, outcome);
    }

    @Override
    public void hangUp() {
        channel.close();
    }

    @Override
    public CallControl control() {
        return control;
    }
}
