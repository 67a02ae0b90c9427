package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.AllowHeader;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.RequireHeader;
import javax.sip.header.SupportedHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SIP side of one call: its INVITE, its dialog, and the requests and answers within. Sending never fails for the
 * caller of these methods: a peer that is gone is noticed by timers. Used by one thread at a time.
 */
final class CallDialog {

    private static final Logger LOG = LoggerFactory.getLogger(CallDialog.class);
    private static final String NORMAL_CLEARING = "Q.850;cause=16";

    private final SipProvider provider;
    private final ServerTransaction invite;
    private final Dialog dialog;
    private final SipMessages messages;
    private final String localTag = SipMessages.newTag();

    CallDialog(SipProvider provider, ServerTransaction invite, Dialog dialog, SipMessages messages) {
        this.provider = provider;
        this.invite = invite;
        this.dialog = dialog;
        this.messages = messages;
    }

    Request invite() {
        return invite.getRequest();
    }

    /** False if the peer said what it knows and this is not among it. */
    boolean mayKnow(String method) {
        return invite().getHeader(AllowHeader.NAME) == null || SipMessages.allows(invite(), method);
    }

    /** Where we are, as the peer knows it. */
    String localHost() {
        return Hosts.inUri(messages.host(point((SIPRequest) invite.getRequest())));
    }

    /** The host that the peer calls itself by. */
    Optional<SipUri> remoteTarget() {
        return Optional.ofNullable(dialog.getRemoteTarget())
                .flatMap(target -> SipUri.parse(String.valueOf(target.getURI())));
    }

    /** Answers the INVITE with 200; without a description if an earlier answer had it. */
    boolean answer(Optional<String> description, Optional<SessionTerms> terms) {
        return respond(invite, Response.OK, response -> {
            established(response, terms);
            description.ifPresent(text -> messages.sdp(response, text));
        });
    }

    /** Lets the caller hear us before the call is answered, if that is lost or not. */
    void progress(String description) {
        respond(invite, Response.SESSION_PROGRESS, response -> {
            established(response, Optional.empty());
            messages.sdp(response, description);
        });
    }

    /** The same, repeated until PRACK comes (RFC 3262); false if the caller does not know that. */
    boolean progressReliably(String description) {
        if (!SipMessages.names(invite(), SupportedHeader.NAME, "100rel")
                && !SipMessages.names(invite(), RequireHeader.NAME, "100rel")) {
            return false;
        }
        try {
            Response response = dialog.createReliableProvisionalResponse(Response.SESSION_PROGRESS);
            ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(localTag);
            established(response, Optional.empty());
            messages.sdp(response, description);
            dialog.sendReliableProvisionalResponse(response);
            return true;
        } catch (SipException | InvalidArgumentException | ParseException | RuntimeException e) {
            LOG.debug("{}: cannot send a reliable 183", callId(), e);
            return false;
        }
    }

    /** Refuses the INVITE. */
    void refuse(int status, Consumer<Response> more) {
        respond(invite, status, more);
    }

    /** What a 200 to an INVITE or UPDATE says besides its session description. */
    void established(Response response, Optional<SessionTerms> terms) {
        SipMessages.set(response, contact());
        messages.allow(response);
        messages.supported(response);
        terms.ifPresent(agreed -> {
            messages.sessionExpires(response, agreed);
            if (!agreed.weRefresh()) {
                SipMessages.set(response, messages.header("Require", "timer"));
            }
        });
    }

    private ContactHeader contact() {
        return messages.contact(point((SIPRequest) invite.getRequest()), SipMessages.mustBeSecure(invite.getRequest()));
    }

    private ListeningPointImpl point(SIPRequest request) {
        String transport = request.getTopmostVia().getTransport();
        Object point = provider.getListeningPoint(transport);
        return (ListeningPointImpl) (point != null ? point : provider.getListeningPoints()[0]);
    }

    /** Answers a request within the call. */
    boolean respond(ServerTransaction transaction, int status, Consumer<Response> more) {
        try {
            Response response = messages.response(transaction.getRequest(), status);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null && status > Response.TRYING) {
                to.setTag(localTag);
            }
            more.accept(response);
            if (status >= 300 && transaction != invite && dialog.getState() == DialogState.EARLY) {
                provider.sendResponse(response); // by its transaction it would end the early dialog
            } else {
                transaction.sendResponse(response);
            }
            return true;
        } catch (SipException | InvalidArgumentException | ParseException e) {
            LOG.debug(
                    "{}: cannot answer {} to {}",
                    callId(),
                    status,
                    transaction.getRequest().getMethod(),
                    e);
            return false;
        } catch (RuntimeException e) {
            LOG.warn("{}: cannot make the answer {}", callId(), status, e);
            return false;
        }
    }

    void respond(ServerTransaction transaction, int status) {
        respond(transaction, status, response -> {});
    }

    /** Ends the dialog from our side. */
    void bye() {
        boolean sent = send(
                Request.BYE,
                this::ended,
                request -> SipMessages.set(request, messages.header("Reason", NORMAL_CLEARING)));
        if (!sent) {
            dialog.delete();
        }
    }

    private void ended(int status, Optional<?> retryAfter) {
        if (status >= 300) {
            dialog.delete();
        }
    }

    /** The call as logs name it. */
    String callId() {
        return LogLine.of(dialog.getCallId() == null ? "?" : dialog.getCallId().getCallId());
    }

    /** Keeps the session alive by UPDATE (RFC 4028 §7.4). */
    void refresh(SessionTerms terms, Answered answered) {
        send(Request.UPDATE, answered, request -> refreshing(request, terms));
    }

    private void refreshing(Request request, SessionTerms terms) {
        SipMessages.set(request, contact());
        messages.supported(request);
        messages.sessionExpires(request, new SessionTerms(terms.interval(), false));
    }

    /**
     * Keeps the session alive by a re-INVITE, for peers that do not know UPDATE; its 200 is acknowledged here.
     *
     * @param description what we offer
     * @param theirAnswer told the body of the 200, before {@code answered} is told its status
     */
    void reinvite(SessionTerms terms, String description, Answered answered, Consumer<byte[]> theirAnswer) {
        Answered acknowledging = new Answered() {
            @Override
            public void answered(int status, Optional<Duration> retryAfter) {
                answered.answered(status, retryAfter);
            }

            @Override
            public void response(Response response) {
                if (response.getStatusCode() >= 200 && response.getStatusCode() < 300) {
                    acknowledge(response);
                    byte[] body = response.getRawContent();
                    theirAnswer.accept(body == null ? new byte[0] : body);
                }
                answered.response(response);
            }
        };
        send(Request.INVITE, acknowledging, request -> {
            refreshing(request, terms);
            messages.allow(request);
            messages.sdp(request, description);
        });
    }

    private void acknowledge(Response response) {
        try {
            long sequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
            dialog.sendAck(dialog.createAck(sequence));
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("{}: cannot acknowledge a 200 to a re-INVITE", callId(), e);
        }
    }

    /** Asks the peer to call somebody else (RFC 3515). */
    boolean refer(String target, Optional<String> referredBy, Answered answered) {
        return send(Request.REFER, answered, request -> {
            SipMessages.set(request, contact());
            SipMessages.set(request, messages.header("Refer-To", '<' + target + '>'));
            referredBy.ifPresent(owner -> SipMessages.set(request, messages.header("Referred-By", '<' + owner + '>')));
        });
    }

    private boolean send(String method, Answered answered, Consumer<Request> more) {
        try {
            Request request = dialog.createRequest(method);
            more.accept(request);
            ClientTransaction transaction = provider.getNewClientTransaction(request);
            transaction.setApplicationData(answered);
            dialog.sendRequest(transaction);
            return true;
        } catch (SipException | RuntimeException e) {
            LOG.debug("{}: cannot send {}", callId(), method, e);
            return false;
        }
    }
}
