package org.voicemail4j.sip;

import java.time.Duration;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What requests within a call do that do not end it. Used in steps of the call. */
final class CallRequests {

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final CallDialog dialog;
    private final CallSession session;
    private final CallTransfer transfer;
    private final EarlySound early;

    CallRequests(CallDialog dialog, CallSession session, CallTransfer transfer, EarlySound early) {
        this.dialog = dialog;
        this.session = session;
        this.transfer = transfer;
        this.early = early;
    }

    /** A request of a call that rings or is talked on. */
    void take(ServerTransaction transaction, boolean answered) {
        Request request = transaction.getRequest();
        switch (request.getMethod()) {
            case Request.INVITE, Request.UPDATE -> {
                boolean update = request.getMethod().equals(Request.UPDATE);
                if (answered || (update && early.isAgreed())) {
                    session.renegotiate(transaction);
                } else if (update) {
                    dialog.respond(transaction, Response.REQUEST_PENDING);
                } else { // RFC 3261 §14.2
                    dialog.refuseForNow(transaction, AGAIN);
                }
            }
            case Request.INFO -> info(transaction);
            case Request.NOTIFY -> dialog.respond(transaction, transfer.progress(request));
            case Request.PRACK -> acknowledged(transaction);
            case Request.OPTIONS -> dialog.respond(transaction, Response.OK);
            default -> dialog.respond(transaction, Response.METHOD_NOT_ALLOWED);
        }
    }

    /** A request of a call that has ended, while its peer may not know. */
    void takeLate(ServerTransaction transaction) {
        switch (transaction.getRequest().getMethod()) {
            case Request.INVITE, Request.UPDATE ->
                dialog.respond(transaction, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            default -> dialog.respond(transaction, Response.OK);
        }
    }

    /** PRACK, which may offer something else (RFC 3262 §5). */
    private void acknowledged(ServerTransaction transaction) {
        byte[] body = transaction.getRequest().getRawContent();
        if (body == null || body.length == 0) {
            dialog.respond(transaction, Response.OK);
        } else {
            session.renegotiate(transaction);
        }
        early.acknowledged();
    }

    private void info(ServerTransaction transaction) {
        Request request = transaction.getRequest();
        if (request.getRawContent() != null && !InfoDigits.isDtmf(request)) {
            dialog.respond(transaction, Response.UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        dialog.respond(transaction, Response.OK);
        InfoDigits.read(request).ifPresent(session::press);
    }
}
