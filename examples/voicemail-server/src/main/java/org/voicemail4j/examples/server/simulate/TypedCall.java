package org.voicemail4j.examples.server.simulate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.call.OutgoingCall;
import org.voicemail4j.media.MediaSession;

/** A call at the terminal. Whom it is sent on to is written, and counts as having answered. */
final class TypedCall implements IncomingCall {

    private final CallInfo info;
    private final TypedSession session;
    private final Screen screen;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);

    TypedCall(CallInfo info, TypedSession session, Screen screen) {
        this.info = info;
        this.session = session;
        this.screen = screen;
    }

    @Override
    public CallInfo info() {
        return info;
    }

    @Override
    public MediaSession accept() {
        decide();
        return session;
    }

    private void decide() {
        if (decided.getAndSet(true)) {
            throw new IllegalStateException("this call was answered or refused before");
        }
    }

    @Override
    public void reject(CallRefusal refusal) {
        decide();
        if (!session.isGone()) {
            screen.note("refused: " + refusal);
        }
        hangUp();
    }

    @Override
    public void ended(CallOutcome outcome) {
        screen.note(outcome.toString());
    }

    @Override
    public void hangUp() {
        session.end();
        over.countDown();
    }

    boolean isOver() {
        return session.isGone();
    }

    /** Waits until the call is over. */
    void await() throws InterruptedException {
        over.await();
    }

    @Override
    public CallControl control() {
        return new CallControl() {
            @Override
            public boolean transfer(String target) {
                return leaves("sent on to " + target);
            }

            @Override
            public boolean connect(OutgoingCall call) {
                return leaves("connected with " + call.number());
            }
        };
    }

    private boolean leaves(String how) {
        boolean here = !session.isGone();
        if (here) {
            screen.note(how);
        }
        return here;
    }
}
