package org.voicemail4j.sip;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the stack reports, in the stack's threads, and hands it to the call it belongs to. Never blocks, and lets
 * nothing be thrown back: an Error would end a thread of the stack for good.
 */
final class StackListener implements SipListenerExt {

    private static final Logger LOG = LoggerFactory.getLogger(StackListener.class);

    private final CallServices services;
    private final Optional<SubscriptionDesk> desk;
    private final ForeignSummaries foreign;
    private final StatelessAnswers answers;
    private final MergedRequests merged;
    private final LongSupplier sessionIds;
    private final PeerTrust trust;
    private final Rejections rejections;
    private final Optional<Claims> claims;

    StackListener(
            CallServices services,
            Optional<SubscriptionDesk> desk,
            MergedRequests merged,
            LongSupplier sessionIds,
            PeerTrust trust,
            Rejections rejections,
            Optional<Claims> claims) {
        this.services = services;
        this.trust = trust;
        this.rejections = rejections;
        this.claims = claims;
        this.desk = desk;
        this.answers = new StatelessAnswers(services.messages());
        this.foreign = new ForeignSummaries(services.config().mwi());
        this.merged = merged;
        this.sessionIds = sessionIds;
    }

    @Override
    public void processRequest(RequestEvent event) {
        guarded("request", () -> {
            try {
                request(event);
            } catch (TransactionUnavailableException e) {
                if (!(e.getCause() instanceof ParseException)) {
                    throw e;
                }
                rejections.add(Rejection.UNPARSEABLE);
                answers.malformed((SipProvider) event.getSource(), (SIPRequest) event.getRequest());
            }
        });
    }

    private static void guarded(String what, Step step) {
        try {
            step.run();
        } catch (SipException e) {
            LOG.debug("a {} could not be taken or answered; its sender may have gone", what, e);
        } catch (RuntimeException | Error e) {
            LOG.warn("a {} could not be taken; the SIP stack goes on", what, e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws SipException;
    }

    private void request(RequestEvent event) throws SipException {
        SIPRequest request = (SIPRequest) event.getRequest();
        SipProvider provider = (SipProvider) event.getSource();
        Optional<SipCall> call = callOf(event.getDialog());
        switch (request.getMethod()) {
            case Request.ACK -> call.ifPresent(known -> known.acked(request));
            case Request.CANCEL -> cancel(event, request, provider);
            default -> {
                if (call.isPresent()) {
                    call.get().request(transaction(event, provider));
                } else {
                    outsideCalls(event, request, provider);
                }
            }
        }
    }

    private static ServerTransaction transaction(RequestEvent event, SipProvider provider) throws SipException {
        ServerTransaction known = event.getServerTransaction();
        return known != null ? known : provider.getNewServerTransaction(event.getRequest());
    }

    private static Optional<SipCall> callOf(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof SipCall call
                ? Optional.of(call)
                : Optional.empty();
    }

    private void outsideCalls(RequestEvent event, SIPRequest request, SipProvider provider) throws SipException {
        if (request.getMethod().equals(Request.SUBSCRIBE) && desk.isPresent()) {
            subscribe(event, request, provider, desk.get());
            return;
        }
        if (request.getToTag() != null) {
            noSuchCall(provider, request);
            return;
        }
        switch (request.getMethod()) {
            case Request.INVITE -> invite(event, request, provider);
            case Request.OPTIONS ->
                answers.options(provider, request, !services.calls().isDraining());
            case Request.NOTIFY -> answers.send(provider, request, foreign.take(request, trust.isTrusted(request)));
            case Request.BYE, Request.UPDATE, Request.INFO, Request.PRACK -> noSuchCall(provider, request);
            default -> {
                rejections.add(Rejection.UNKNOWN_METHOD);
                answers.send(provider, request, Response.METHOD_NOT_ALLOWED, "Method Not Allowed");
            }
        }
    }

    private void subscribe(RequestEvent event, SIPRequest request, SipProvider provider, SubscriptionDesk to)
            throws SipException {
        Peer peer = trust.peer(request);
        Optional<Authenticator.Outcome> looked = looked(request, peer);
        if (looked.isEmpty()) {
            to.subscribe(request, transaction(event, provider), provider, peer);
        } else if (looked.get() instanceof Authenticator.Outcome.Claimed claimed) {
            ServerTransaction transaction = transaction(event, provider);
            claims.orElseThrow().check(request, claimed, outcome -> {
                if (outcome instanceof Authenticator.Outcome.Proved proved) {
                    to.subscribe(request, transaction, provider, new Peer(false, Optional.of(proved.user())));
                } else if (outcome instanceof Authenticator.Outcome.Refused refused) {
                    Reply reply = new Reply(request, transaction, provider, services.messages());
                    services.threads().execute(() -> reply.send(refused.status(), refused.more()));
                }
            });
        } else {
            answers.send(provider, request, (Authenticator.Outcome.Refused) looked.get());
        }
    }

    /** What has to become of a request before it is taken; empty if its sender need not prove anything. */
    private Optional<Authenticator.Outcome> looked(SIPRequest request, Peer peer) {
        return claims.filter(asks -> !peer.trusted()).map(asks -> asks.look(request));
    }

    private void noSuchCall(SipProvider provider, SIPRequest request) throws SipException {
        rejections.add(Rejection.NO_SUCH_CALL);
        answers.send(provider, request, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "Call Does Not Exist");
    }

    private void invite(RequestEvent event, SIPRequest request, SipProvider provider) throws SipException {
        if (!SipMessages.isCallable(request.getRequestURI())) {
            rejections.add(Rejection.UNKNOWN_SCHEME);
            answers.send(provider, request, Response.UNSUPPORTED_URI_SCHEME, "Unsupported URI Scheme");
            return;
        }
        Peer peer = trust.peer(request);
        Optional<Authenticator.Outcome> looked = looked(request, peer);
        if (looked.isPresent() && looked.get() instanceof Authenticator.Outcome.Refused refused) {
            answers.send(provider, request, refused);
            return;
        }
        String key = MergedRequests.key(request);
        MergedRequests.Kind kind = merged.kind(key, MergedRequests.branch(request));
        if (kind == MergedRequests.Kind.MERGED) {
            rejections.add(Rejection.MERGED);
            answers.send(provider, request, Response.LOOP_DETECTED, "Merged Request");
        }
        if (kind != MergedRequests.Kind.NEW) {
            return;
        }
        try {
            begin(transaction(event, provider), request, provider, key, new Caller(peer, looked));
        } catch (SipException | RuntimeException e) {
            merged.forget(key); // the caller sends it again
            throw e;
        }
    }

    /** Who sent an INVITE, and what has to become of it before it is taken. */
    private record Caller(Peer peer, Optional<Authenticator.Outcome> looked) {}

    private void begin(
            ServerTransaction transaction, SIPRequest request, SipProvider provider, String key, Caller caller)
            throws SipException {
        Dialog dialog = provider.getNewDialog(transaction);
        CallDialog signalling = new CallDialog(provider, transaction, dialog, services.messages(), services.outbound());
        SipCall call = new SipCall(services, signalling, () -> merged.forget(key));
        dialog.setApplicationData(call);
        if (!services.calls().add(call, caller.peer().trusted(), request.getPeerPacketSourceAddress())) {
            signalling.refuse(Response.SERVICE_UNAVAILABLE, response -> {});
            merged.forget(key);
            return;
        }
        if (caller.looked().isPresent() && caller.looked().get() instanceof Authenticator.Outcome.Claimed claimed) {
            claims.orElseThrow().check(request, claimed, outcome -> begin(call, outcome));
        } else {
            call.begin(caller.peer(), sessionIds.getAsLong());
        }
    }

    private void begin(SipCall call, Authenticator.Outcome outcome) {
        if (outcome instanceof Authenticator.Outcome.Proved proved) {
            call.begin(new Peer(false, Optional.of(proved.user())), sessionIds.getAsLong());
        } else if (outcome instanceof Authenticator.Outcome.Refused refused) {
            call.turnAway(refused.status(), refused.more());
        }
    }

    private void cancel(RequestEvent event, SIPRequest request, SipProvider provider) throws SipException {
        if (!(event.getServerTransaction() instanceof SIPServerTransaction cancel)) {
            answers.send(provider, request, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "Transaction Does Not Exist");
            return;
        }
        SIPServerTransaction invite = cancel.getCanceledInviteTransaction();
        Optional<SipCall> call = invite == null ? Optional.empty() : callOf(invite.getDialog());
        try {
            cancel.sendResponse(services.messages().stateless(request, Response.OK, "OK"));
        } finally {
            call.ifPresent(SipCall::cancelled); // whoever cancelled may have gone by now
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        guarded(
                "response",
                () -> waiter(event.getClientTransaction()).ifPresent(waiter -> waiter.response(event.getResponse())));
    }

    private static Optional<Answered> waiter(@Nullable ClientTransaction transaction) {
        return transaction != null && transaction.getApplicationData() instanceof Answered waiter
                ? Optional.of(waiter)
                : Optional.empty();
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        guarded("timeout", () -> {
            if (event.isServerTransaction()) {
                LOG.debug(
                        "{} was answered, but nobody took the answer",
                        event.getServerTransaction().getRequest().getMethod());
            } else {
                waiter(event.getClientTransaction()).ifPresent(Answered::timedOut);
            }
        });
    }

    @Override
    public void processDialogTimeout(DialogTimeoutEvent event) {
        guarded("dialog timeout", () -> callOf(event.getDialog()).ifPresent(SipCall::ackMissing));
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        guarded("end of a dialog", () -> callOf(event.getDialog()).ifPresent(SipCall::lost));
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        LOG.debug("cannot send to {}:{} by {}", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}
}
