package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.AllowHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.RecordRouteHeader;
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

    private final SipProvider provider;
    private final ServerTransaction invite;
    private final Dialog dialog;
    private final SipMessages messages;
    private final DialogRequests requests;
    private final String localTag = SipMessages.newTag();

    CallDialog(SipProvider provider, ServerTransaction invite, Dialog dialog, SipMessages messages, Outbound outbound) {
        this.provider = provider;
        this.invite = invite;
        this.dialog = dialog;
        this.messages = messages;
        this.requests = new DialogRequests(provider, dialog, messages, this::contact, outbound);
    }

    /** What we ask the peer within the dialog. */
    DialogRequests requests() {
        return requests;
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

    /** Whether requests within the call go by proxies that asked for that. */
    boolean isRouted() {
        return invite().getHeader(RecordRouteHeader.NAME) != null;
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
                sendPastDialog((SIPServerTransaction) transaction, (SIPResponse) response);
            } else {
                transaction.sendResponse(response);
            }
            return true;
        } catch (SipException | InvalidArgumentException | ParseException | IOException e) {
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

    /**
     * Refuses a request within a call that is only heard. Its dialog is not told, for to the stack any refusal ends an early
     * one; its transaction keeps the answer and sends it again when the request is repeated (RFC 3261 §17.2).
     */
    private static void sendPastDialog(SIPServerTransaction transaction, SIPResponse response) throws IOException {
        transaction.sendMessage(response);
    }

    void respond(ServerTransaction transaction, int status) {
        respond(transaction, status, response -> {});
    }

    /** Refuses a request within the call that comes too early, and may come again after that time. */
    void refuseForNow(ServerTransaction transaction, Duration pause) {
        respond(
                transaction,
                Response.SERVER_INTERNAL_ERROR,
                response -> SipMessages.set(response, messages.retryAfter(pause)));
    }

    /** The call as logs name it. */
    String callId() {
        return LogLine.of(dialog.getCallId() == null ? "?" : dialog.getCallId().getCallId());
    }
}
