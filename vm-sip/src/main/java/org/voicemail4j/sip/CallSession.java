package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.media.Digit;

/**
 * The session of an answered call: what re-INVITE and UPDATE of the peer make of it, and its timer (RFC 4028). Where
 * refreshing is our task it is done by UPDATE if the peer knows that, else by a re-INVITE that offers what there is
 * already. Used in steps of its call.
 */
final class CallSession {

    private static final Logger LOG = LoggerFactory.getLogger(CallSession.class);
    private static final Duration PAUSE_AFTER_GLARE = Duration.ofSeconds(1);

    private final CallServices services;
    private final CallDialog dialog;
    private final CallTimers timers;
    private final Executor steps;
    private final Consumer<String> hangUp;
    private @Nullable CallMedia media;
    private Optional<SessionTerms> terms = Optional.empty();
    private boolean updates;
    /** Whether a refresh goes out again because the peer takes a longer interval only. */
    private boolean raised;

    private boolean answered;
    /** Whether a re-INVITE of ours has no final answer yet. */
    private boolean reinviting;

    /**
     * @param hangUp ends the call, if it has not ended, for that reason
     */
    CallSession(CallServices services, CallDialog dialog, CallTimers timers, Executor steps, Consumer<String> hangUp) {
        this.services = services;
        this.dialog = dialog;
        this.timers = timers;
        this.steps = steps;
        this.hangUp = hangUp;
        this.updates = SipMessages.allows(dialog.invite(), Request.UPDATE);
    }

    /** What the INVITE asked for. */
    void offered(CallMedia offered, Optional<SessionTerms> asked) {
        media = offered;
        terms = asked;
    }

    private CallMedia media() {
        if (media == null) {
            throw new IllegalStateException("the call has not been offered yet");
        }
        return media;
    }

    /** Answers the INVITE, with a description unless the caller has it; false if that cannot be sent. */
    boolean isAnswered(EarlySound early) {
        try {
            answered = dialog.answer(early.described(media().description()), terms);
            if (answered) {
                startTimer();
            }
        } catch (RuntimeException | Error e) {
            LOG.warn("{}: its answer could not be made; refused with 500", dialog.callId(), e);
            answered = false;
        }
        return answered;
    }

    /** Hold, resume, a new codec or address, or only a sign of life: a re-INVITE or UPDATE of an open call. */
    void renegotiate(ServerTransaction transaction) {
        Request request = transaction.getRequest();
        SessionPart body = SessionPart.of(request);
        boolean empty = body.isEmpty();
        if (reinviting && (!empty || request.getMethod().equals(Request.INVITE))) {
            dialog.respond(transaction, Response.REQUEST_PENDING); // RFC 3261 §14.2, RFC 3311 §5.2
            return;
        }
        SessionNegotiation asked =
                SessionNegotiation.of(request, services.config().shortestSession());
        if (asked instanceof SessionNegotiation.TooShort) {
            dialog.respond(
                    transaction,
                    422,
                    response -> SipMessages.set(
                            response,
                            services.messages().minimumSession(services.config().shortestSession())));
            return;
        }
        int status = empty ? Response.OK : reoffered(body);
        if (status != Response.OK) {
            dialog.respond(transaction, status);
            return;
        }
        // PRACK cannot say anything of it (RFC 4028 §5), an UPDATE of what is only heard need not
        boolean keepsTimer = request.getMethod().equals(Request.PRACK)
                || (!answered && asked.agreedTerms().isEmpty());
        if (!keepsTimer) {
            terms = asked.agreedTerms();
        }
        dialog.respond(transaction, Response.OK, response -> {
            dialog.established(response, keepsTimer ? Optional.empty() : terms);
            if (!empty) {
                services.messages().sdp(response, media().description());
            } else if (request.getMethod().equals(Request.INVITE)) {
                services.messages().sdp(response, media().offer(request));
            }
        });
        if (!keepsTimer) {
            startTimer();
        }
    }

    private int reoffered(SessionPart body) {
        if (media().isAnswerDue()) {
            return Response.REQUEST_PENDING;
        }
        int status = CallMedia.acceptable(body);
        return status != Response.OK || media().reoffer(body.octets()).isPresent()
                ? status
                : Response.NOT_ACCEPTABLE_HERE;
    }

    /** A key that came by INFO. */
    void press(Digit digit) {
        if (media != null) {
            media.press(digit);
        }
    }

    private void startTimer() {
        timers.stop(CallTimers.Timer.SESSION);
        timers.stop(CallTimers.Timer.REFRESH);
        terms.ifPresent(agreed -> {
            timers.start(CallTimers.Timer.SESSION, agreed.patience(), () -> hangUp.accept("not refreshed in time"));
            if (agreed.weRefresh()) {
                timers.start(CallTimers.Timer.REFRESH, agreed.refreshAfter(), () -> refresh(agreed));
            }
        });
    }

    private void refresh(SessionTerms agreed) {
        Answered answered = answered(agreed);
        if (updates) {
            dialog.requests().refresh(agreed, answered);
        } else {
            reinviting = true;
            dialog.requests()
                    .reinvite(
                            agreed,
                            media().description(),
                            answered,
                            body -> steps.execute(() -> answeredAnew(body)),
                            () -> steps.execute(() -> reinviting = false));
        }
    }

    private Answered answered(SessionTerms asked) {
        return new Answered() {
            @Override
            public void answered(int status, Optional<Duration> retryAfter) {
                steps.execute(() -> refreshed(asked, asked, status));
            }

            @Override
            public void response(Response response) {
                SessionTerms now = SessionNegotiation.answered(
                        asked, response, services.config().shortestSession());
                if (response.getStatusCode() >= 200) {
                    steps.execute(() -> refreshed(asked, now, response.getStatusCode()));
                }
            }
        };
    }

    /** Any answer shows that the peer lives, but for those that say that the call does not (RFC 4028 §10). */
    private void refreshed(SessionTerms asked, SessionTerms agreed, int status) {
        reinviting = false;
        if (status == Response.REQUEST_TIMEOUT || status == Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST) {
            hangUp.accept("its peer has gone");
            return;
        }
        if (!timers.isRunning(CallTimers.Timer.SESSION)) {
            return; // ended meanwhile
        }
        boolean longer = isAdopted(asked, agreed) && agreed.interval().compareTo(asked.interval()) > 0;
        raised = longer && !raised;
        startTimer();
        if (updates && (status == Response.METHOD_NOT_ALLOWED || status == Response.NOT_IMPLEMENTED)) {
            updates = false;
            refresh(agreed);
        } else if (status == Response.REQUEST_PENDING) {
            timers.start(CallTimers.Timer.REFRESH, PAUSE_AFTER_GLARE, () -> refresh(agreed));
        } else if (raised) {
            refresh(agreed); // 422: the peer's session has not been refreshed
        }
    }

    /** Whether other terms hold from now on; not if the peer has set some itself meanwhile. */
    private boolean isAdopted(SessionTerms asked, SessionTerms agreed) {
        if (agreed.equals(asked) || !terms.equals(Optional.of(asked))) {
            return false;
        }
        terms = Optional.of(agreed);
        return true;
    }

    /** The peer's answer to our re-INVITE; one that we cannot read leaves everything as it was. */
    private void answeredAnew(byte[] body) {
        if (timers.isRunning(CallTimers.Timer.SESSION) && body.length > 0) {
            media().answered(body);
        }
    }
}
