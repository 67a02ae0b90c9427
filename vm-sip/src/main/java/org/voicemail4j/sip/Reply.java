package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.header.ToHeader;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one request that belongs to no call. A sender that is gone is no failure.
 *
 * @param request what is answered
 * @param transaction its own
 * @param provider where it came in
 * @param messages makes the answer
 */
record Reply(SIPRequest request, ServerTransaction transaction, SipProvider provider, SipMessages messages) {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    void send(int status, Consumer<Response> more) {
        send(status, SipMessages.newTag(), more);
    }

    /** Grants a subscription for so long. */
    void accept(String tag, Duration expires) {
        send(Response.OK, tag, response -> {
            SipMessages.set(response, messages.header("Expires", Long.toString(expires.toSeconds())));
            SipMessages.set(response, messages.header("Allow-Events", NotifyRequests.EVENT));
            SipMessages.set(response, messages.contact(point(), SipMessages.mustBeSecure(request)));
        });
    }

    private ListeningPointImpl point() {
        Object point = provider.getListeningPoint(request.getTopmostVia().getTransport());
        return (ListeningPointImpl) (point != null ? point : provider.getListeningPoints()[0]);
    }

    private void send(int status, String tag, Consumer<Response> more) {
        try {
            Response response = messages.response(request, status);
            ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
            if (to.getTag() == null) {
                to.setTag(tag);
            }
            more.accept(response);
            transaction.sendResponse(response);
        } catch (SipException | InvalidArgumentException | ParseException | IllegalStateException e) {
            LOG.debug("cannot answer {} to {}", status, request.getMethod(), e);
        }
    }
}
