package org.voicemail4j.sip;

import gov.nist.javax.sip.header.RAck;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.util.Set;
import javax.sip.DialogState;
import javax.sip.SipStack;
import javax.sip.address.SipURI;
import javax.sip.header.RAckHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every request before the stack spends anything on it, and answers those statelessly that must not go on:
 * malformed ones, and new calls when there are too many or we are about to stop.
 */
final class RequestGate implements SIPMessageValve {

    private static final Logger LOG = LoggerFactory.getLogger(RequestGate.class);
    private static final int LONGEST_USER = 128;
    /** In a dialog they may be older than what was taken before them, to the stack as well. */
    private static final Set<String> UNNUMBERED = Set.of(Request.ACK, Request.BYE, Request.CANCEL, Request.PRACK);

    private final CallTable calls;
    private final SipMessages messages;
    private final SIPTransactionStack stack;
    private final PeerTrust trust;
    private final RequestRates rates;
    private final Rejections rejections;
    private final MergedRequests merged;
    private final KeptRequests kept;

    RequestGate(
            CallTable calls,
            SipMessages messages,
            SIPTransactionStack stack,
            PeerTrust trust,
            RequestRates rates,
            Rejections rejections,
            MergedRequests merged) {
        this.calls = calls;
        this.messages = messages;
        this.stack = stack;
        this.trust = trust;
        this.rates = rates;
        this.rejections = rejections;
        this.merged = merged;
        this.kept = new KeptRequests(stack::getServerTransactionTableSize, this::isKnown);
    }

    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        if (!channel.isReliable()) {
            answerAtItsSource(request);
        }
        if (!channel.getTransport().equalsIgnoreCase(request.getTopmostVia().getTransport())) {
            rejections.add(Rejection.WRONG_TRANSPORT);
            return false; // an answer would have no way to go
        }
        RequestRates.Verdict verdict = judge(request);
        if (verdict != RequestRates.Verdict.ADMITTED) {
            rejections.add(Rejection.RATE);
            return verdict == RequestRates.Verdict.REFUSED
                    && refuse(request, channel, Response.SERVICE_UNAVAILABLE, "Too Many Requests");
        }
        if (request.getApplicationData() instanceof MessageSanity.Fault fault) {
            request.setApplicationData(null);
            rejections.add(fault.kind());
            return refuse(request, channel, fault.status(), fault.reason());
        }
        if (request.getRequestURI() instanceof SipURI uri && isTooLong(uri.getUser())) {
            rejections.add(Rejection.LONG_URI);
            return refuse(request, channel, Response.REQUEST_URI_TOO_LONG, "Request-URI Too Long");
        }
        if (isOutOfOrder(request)) {
            rejections.add(Rejection.OUT_OF_ORDER);
            return refuse(request, channel, Response.SERVER_INTERNAL_ERROR, "Out Of Order");
        }
        if (isStrayAcknowledgement(request)) {
            rejections.add(Rejection.NO_SUCH_CALL);
            return refuse(request, channel, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST, "Nothing To Acknowledge");
        }
        if (isInvitation(request)
                && !calls.isOpen(trust.isTrusted(request), request.getPeerPacketSourceAddress())
                && !isKnown(request)) {
            rejections.add(Rejection.TOO_MANY_CALLS);
            return refuse(request, channel, Response.SERVICE_UNAVAILABLE, "Service Unavailable");
        }
        return true;
    }

    /** What confirms or ends a call is always let in; anything else in it costs as much as outside, and is kept as long. */
    private RequestRates.Verdict judge(SIPRequest request) {
        boolean within = isWithinCall(request);
        if ((within && isVital(request)) || trust.isTrusted(request)) {
            return RequestRates.Verdict.ADMITTED;
        }
        RequestRates.Verdict verdict = rates.take(request.getPeerPacketSourceAddress());
        return verdict == RequestRates.Verdict.ADMITTED && kept.isFull(request, within)
                ? RequestRates.Verdict.REFUSED
                : verdict;
    }

    /**
     * Whether it is older than one that its dialog has taken (RFC 3261 §12.2.2): datagrams that follow each other closely may
     * be taken in another order. The stack would not answer it.
     */
    private boolean isOutOfOrder(SIPRequest request) {
        SIPDialog dialog = request.getToTag() == null || !isNumbered(request.getMethod())
                ? null
                : stack.getDialog(request.getDialogId(true));
        return dialog != null
                && dialog.getState() != DialogState.TERMINATED
                && request.getCSeq().getSeqNumber() < dialog.getRemoteSeqNumber()
                && stack.findTransaction(request, true) == null;
    }

    /**
     * Whether a PRACK acknowledges something else than what waits for it (RFC 3262 §3): the stack would not answer it. Where
     * nothing waits, it may be a repetition that is about to be answered.
     */
    private boolean isStrayAcknowledgement(SIPRequest request) {
        if (!request.getMethod().equals(Request.PRACK) || request.getToTag() == null) {
            return false;
        }
        SIPDialog dialog = stack.getDialog(request.getDialogId(true));
        if (dialog == null
                || !(dialog.getFirstTransactionInt() instanceof SIPServerTransaction invite)
                || invite.getReliableProvisionalResponse() == null
                || stack.findTransaction(request, true) != null) {
            return false;
        }
        return !(request.getHeader(RAckHeader.NAME) instanceof RAck acknowledged)
                || !acknowledged.getMethod().equals(invite.getPendingReliableResponseMethod())
                || acknowledged.getCSeqNumberLong() != invite.getPendingReliableCSeqNumber()
                || acknowledged.getRSequenceNumber() != invite.getPendingReliableRSeqNumber();
    }

    private static boolean isNumbered(String method) {
        return !UNNUMBERED.contains(method);
    }

    private static boolean isVital(SIPRequest request) {
        return request.getMethod().equals(Request.ACK) || request.getMethod().equals(Request.BYE);
    }

    private static boolean isInvitation(SIPRequest request) {
        return request.getMethod().equals(Request.INVITE) && request.getToTag() == null;
    }

    /** Whether it was taken before and is repeated: its transaction ends with our 200, which may still be on its way. */
    private boolean isKnown(SIPRequest request) {
        return stack.findTransaction(request, true) != null || merged.isRepeated(request);
    }

    /** The stack would look up the names of other hosts that a sender gives, in the thread that all datagrams wait for. */
    private static void answerAtItsSource(SIPRequest request) {
        Via via = request.getTopmostVia();
        via.removeParameter(Via.MADDR);
        String source = request.getPeerPacketSourceAddress().getHostAddress();
        if (!source.equals(via.getReceived())) { // not written by the stack
            via.removeParameter(Via.RECEIVED);
        }
    }

    /** Whether it belongs to a dialog that has not ended; what only says so is counted like anything else. */
    private boolean isWithinCall(SIPRequest request) {
        SIPDialog dialog = request.getToTag() == null ? null : stack.getDialog(request.getDialogId(true));
        return dialog != null && dialog.getState() != DialogState.TERMINATED;
    }

    private static boolean isTooLong(@Nullable String user) {
        return user != null && user.length() > LONGEST_USER;
    }

    private boolean refuse(SIPRequest request, MessageChannel channel, int status, String reason) {
        if (!request.getMethod().equals(Request.ACK)) {
            try {
                SIPResponse answer = messages.stateless(request, status, reason);
                if (channel.isReliable()) {
                    channel.sendMessage(answer);
                } else { // back to where it came from, as all our answers
                    channel.sendMessage(
                            answer, request.getPeerPacketSourceAddress(), request.getPeerPacketSourcePort());
                }
            } catch (IOException e) {
                LOG.debug("cannot refuse a request with {}", status, e);
            }
        }
        return false;
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return true;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}
}
