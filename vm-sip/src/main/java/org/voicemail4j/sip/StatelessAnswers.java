package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.Map;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.message.Response;

/** Answers requests for which nothing is kept: repetitions get the same answer. For many threads. */
final class StatelessAnswers {

    private static final Map<Integer, String> REASONS = Map.of(
            Response.OK, "OK",
            Response.UNAUTHORIZED, "Unauthorized",
            Response.FORBIDDEN, "Forbidden",
            Response.UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type",
            Response.BAD_EVENT, "Bad Event",
            Response.SERVICE_UNAVAILABLE, "Service Unavailable");

    private final SipMessages messages;

    StatelessAnswers(SipMessages messages) {
        this.messages = messages;
    }

    void send(SipProvider provider, SIPRequest request, int status, String reason) throws SipException {
        provider.sendResponse(messages.stateless(request, status, reason));
    }

    void send(SipProvider provider, SIPRequest request, int status) throws SipException {
        send(provider, request, status, reason(status));
    }

    private static String reason(int status) {
        return REASONS.getOrDefault(status, "Bad Request");
    }

    /**
     * Refuses a request without a header that it needs; one that the stack cannot read is none to it, and it makes no
     * transaction then.
     */
    void malformed(SipProvider provider, SIPRequest request) throws SipException {
        send(provider, request, Response.BAD_REQUEST, "Header Missing Or Malformed");
    }

    /** Refuses somebody who has to prove something first, or did so in vain. */
    void send(SipProvider provider, SIPRequest request, Authenticator.Outcome.Refused refused) throws SipException {
        Response response = messages.stateless(request, refused.status(), reason(refused.status()));
        refused.more().accept(response);
        provider.sendResponse(response);
    }

    /** Says what we can, and whether new calls are taken. */
    void options(SipProvider provider, SIPRequest request, boolean open) throws SipException {
        int status = open ? Response.OK : Response.SERVICE_UNAVAILABLE;
        Response response = messages.stateless(request, status, reason(status));
        messages.allow(response);
        messages.supported(response);
        SipMessages.set(response, messages.header("Accept", "application/sdp"));
        provider.sendResponse(response);
    }
}
