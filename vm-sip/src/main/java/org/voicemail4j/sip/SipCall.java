package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.MediaSession;

/**
 * A call as a SIP dialog. OFFERED: the INVITE is open; ANSWERED: our 200 is out; CONFIRMED: its ACK has come; ENDED. All
 * that happens to it, from the network, its flow or its timers, happens as steps of one queue, so that its fields need
 * no lock and the order is always one that could have been.
 */
final class SipCall implements IncomingCall, CallForwarding.Leaving {

    private static final Logger LOG = LoggerFactory.getLogger(SipCall.class);
    private static final Duration LONGEST_DECISION = Duration.ofSeconds(120);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private enum State {
        OFFERED,
        ANSWERED,
        CONFIRMED,
        ENDED
    }

    private final CallServices services;
    private final CallDialog dialog;
    private final Runnable whenRefused;
    private final SerialQueue steps;
    private final CallTimers timers;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CallTalk talk = new CallTalk();
    private final CallTransfer transfer;
    private final TransferTargets targets;
    private final CallForwarding forwarding;
    private final CallSession session;
    private final EarlySound early;
    private final CallRequests requests;

    private volatile @Nullable CallInfo info;
    private volatile @Nullable CallMedia media;
    private volatile State state = State.OFFERED;
    private boolean byeDue;

    /**
     * @param whenRefused run when the call was refused, not answered
     */
    SipCall(CallServices services, CallDialog dialog, Runnable whenRefused) {
        this.services = services;
        this.whenRefused = whenRefused;
        this.dialog = dialog;
        this.steps = new SerialQueue(services.threads());
        this.timers = new CallTimers(services.timers(), steps);
        this.transfer = new CallTransfer(dialog, steps, services.config().transferPatience());
        this.targets = new TransferTargets(services.config(), dialog);
        this.forwarding = new CallForwarding(targets, transfer, this);
        this.session = new CallSession(services, dialog, timers, steps, this::hangUpNow);
        this.early = new EarlySound(dialog, timers, () -> hangUpNow("heard us for too long without an answer"));
        this.requests = new CallRequests(dialog, session, transfer, early);
    }

    // ---- the flow's side

    @Override
    public CallInfo info() {
        return known(info);
    }

    @Override
    public MediaSession accept() {
        decide();
        Executor where = SipMessages.cameByUdp(dialog.invite()) ? steps::executeQuickly : steps::executeHere;
        where.execute(this::answer); // this thread waits for it anyway
        awaitTalk();
        return known(media).session();
    }

    /** Nothing if the caller left the offer to us: its answer would come with PRACK at best. */
    @Override
    public Optional<EarlyMedia> early() {
        CallMedia sound = known(media);
        if (sound.isAnswerDue()) {
            return Optional.empty();
        }
        decide();
        steps.execute(() -> {
            if (state == State.OFFERED) {
                early.begin(sound.description());
            }
        });
        return Optional.of(early.heard(sound.session(), () -> {
            steps.executeHere(() -> early.whenAcknowledged(this::answer));
            awaitTalk();
        }));
    }

    @Override
    public void reject(CallRefusal refusal) {
        decide();
        steps.execute(() -> refuse(refusal));
    }

    @Override
    public void hangUp() {
        if (state != State.ENDED) {
            steps.execute(() -> hangUpNow("hung up by us"));
        }
    }

    @Override
    public CallControl control() {
        return forwarding;
    }

    @Override
    public boolean isConfirmed() {
        return state == State.CONFIRMED;
    }

    @Override
    public boolean isRedirected(String uri) {
        if (state != State.OFFERED) {
            return false;
        }
        RefusalAnswer answer = RefusalAnswer.redirect(uri, services.messages());
        refuse(answer.status(), answer.more());
        return true;
    }

    /** Ends the call because the endpoint goes: even before ACK, for later there will be nobody to say BYE. */
    void shutDown() {
        steps.execute(() -> {
            state = state == State.ANSWERED ? State.CONFIRMED : state;
            hangUpNow("the endpoint is closed");
        });
    }

    private void decide() {
        if (!decided.compareAndSet(false, true)) {
            throw new IllegalStateException(this + " was answered or refused before");
        }
    }

    /**
     * Until ACK, or for a while, for a caller whose ACK is lost may already talk; but one that still owes us its session
     * description is waited for longer, and so is PRACK, without which our answer is not out yet.
     */
    private void awaitTalk() {
        boolean answerDue = known(media).isAnswerDue();
        Duration patience = answerDue ? LONGEST_SILENCE : services.config().ackPatience();
        talk.await(patience, () -> state == State.OFFERED, this);
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the call has not been offered yet");
        }
        return value;
    }

    // ---- steps of the flow

    private void answer() {
        if (state != State.OFFERED) {
            return;
        }
        timers.stop(CallTimers.Timer.DECISION);
        if (!session.isAnswered(early)) {
            talk.fail("the answer could not be sent");
            whenRefused.run();
            dialog.refuse(Response.SERVER_INTERNAL_ERROR, response -> {}); // nothing, if its 200 is out all the same
            byeDue = true;
            end("could not be answered");
            return;
        }
        state = State.ANSWERED;
        known(media).begins();
        timers.start(
                CallTimers.Timer.LONGEST_CALL, services.config().longestCall(), () -> hangUpNow("lasted too long"));
    }

    private void refuse(CallRefusal refusal) {
        if (state == State.OFFERED) {
            RefusalAnswer answer = RefusalAnswer.to(refusal, services.config(), services.messages(), targets);
            refuse(answer.status(), answer.more());
        }
    }

    private void refuse(int status, Consumer<Response> more) {
        whenRefused.run(); // first, for another branch may follow at once
        dialog.refuse(status, more);
        end("refused with " + status);
    }

    private void hangUpNow(String why) {
        switch (state) {
            case OFFERED -> refuse(Response.TEMPORARILY_UNAVAILABLE, response -> {});
            case ANSWERED -> {
                byeDue = true; // not before ACK (RFC 3261 §15)
                end(why);
            }
            case CONFIRMED -> {
                dialog.requests().bye();
                end(why);
            }
            case ENDED -> {}
        }
    }

    /** Ends the call, once: whatever the reason, its sound is closed and its place is free. */
    private void end(String why) {
        if (state == State.ENDED) {
            return;
        }
        LOG.debug("{} ended: {}", this, why);
        state = State.ENDED;
        timers.stopAll();
        transfer.ended();
        try {
            CallMedia open = media;
            if (open != null) {
                open.close();
            }
        } finally {
            services.calls().remove(this);
            talk.begin();
        }
    }

    // ---- the network's side; called by the stack's threads

    /**
     * Takes a step that at most answers that request or the INVITE. It is taken at once where either answer is a datagram,
     * which never blocks; an answer that goes over a connection is left to threads that may wait.
     */
    private void step(Request request, Runnable step) {
        boolean datagrams = SipMessages.cameByUdp(request) && SipMessages.cameByUdp(dialog.invite());
        Executor where = datagrams ? steps::executeQuickly : steps;
        where.execute(step);
    }

    /** Judges the INVITE and gives the call to whoever takes calls. */
    void begin(Peer peer, long sessionId) {
        step(dialog.invite(), () -> {
            try {
                beginNow(peer, sessionId);
            } catch (RuntimeException | Error e) {
                LOG.warn("{}: failed before it was answered; refused with 500", this, e);
                decided.set(true);
                refuse(CallRefusal.FAILED);
            }
        });
    }

    /** Refuses the INVITE before anybody is told of the call. */
    void turnAway(int status, Consumer<Response> more) {
        steps.execute(() -> {
            decided.set(true);
            if (state == State.OFFERED) {
                refuse(status, more);
            }
        });
    }

    private void beginNow(Peer peer, long sessionId) {
        if (state != State.OFFERED) {
            return;
        }
        CallAttempt attempt = CallAttempt.of(dialog.invite(), services, peer, sessionId);
        if (attempt instanceof CallAttempt.Refused refused) {
            decided.set(true);
            refuse(refused.status(), refused.more());
            return;
        }
        CallAttempt.Offered offered = (CallAttempt.Offered) attempt;
        info = offered.info();
        media = offered.media();
        session.offered(offered.media(), offered.terms());
        LOG.debug("{} offered: {}", this, offered.info());
        timers.start(CallTimers.Timer.DECISION, LONGEST_DECISION, () -> hangUpNow("nobody took it"));
        services.taker().accept(this);
    }

    void cancelled() {
        step(dialog.invite(), () -> {
            if (state == State.OFFERED) {
                refuse(Response.REQUEST_TERMINATED, response -> {});
            }
        });
    }

    void acked(Request ack) {
        long sequence = new CallHeaders(ack).sequence();
        step(ack, () -> ackedNow(sequence, SessionPart.answer(ack)));
    }

    private void ackedNow(long sequence, byte[] body) {
        if (state == State.ENDED) {
            steps.execute(this::sayByeIfDue); // not here: it may go by a connection that nobody reads
            return;
        }
        if (state == State.ANSWERED) {
            state = State.CONFIRMED;
        }
        if (known(media).isAnswerDue(sequence) && !known(media).answered(body)) {
            steps.execute(() -> hangUpNow("no codec in common"));
            return;
        }
        talk.begin();
    }

    /** No ACK came while the stack repeated our 200 (RFC 3261 §13.3.1.4). */
    void ackMissing() {
        steps.execute(() -> {
            byeDue |= state != State.ENDED;
            end("no ACK");
            sayByeIfDue();
        });
    }

    private void sayByeIfDue() {
        if (byeDue) {
            byeDue = false;
            dialog.requests().bye();
        }
    }

    /** The peer's dialog has gone; without a word, if the call has not ended before, as nearly all have. */
    void lost() {
        if (state != State.ENDED) {
            steps.execute(() -> end("its dialog has gone"));
        }
    }

    /** A request within the call. */
    void request(ServerTransaction transaction) {
        if (transaction.getRequest().getMethod().equals(Request.BYE)) {
            step(transaction.getRequest(), () -> bye(transaction));
            return;
        }
        steps.execute(() -> {
            if (state == State.ENDED) {
                requests.takeLate(transaction);
            } else {
                requests.take(transaction, state != State.OFFERED);
            }
        });
    }

    private void bye(ServerTransaction transaction) {
        dialog.respond(transaction, Response.OK);
        byeDue = false;
        if (state == State.OFFERED) {
            refuse(Response.REQUEST_TERMINATED, response -> {});
        }
        transfer.peerHangsUp();
        end("hung up by the caller");
    }

    @Override
    public String toString() {
        return "call " + dialog.callId();
    }
}
