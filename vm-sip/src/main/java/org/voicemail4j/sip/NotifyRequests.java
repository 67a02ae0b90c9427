package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipProviderImpl;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;

/** Makes and sends the NOTIFY of message waiting. */
final class NotifyRequests {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyRequests.class);
    private static final int MAX_FORWARDS = 70;

    private final SipConfig config;
    private final SipMessages messages;

    NotifyRequests(SipConfig config, SipMessages messages) {
        this.config = config;
        this.messages = messages;
    }

    /** Sends one; false if it could not be sent, and nobody will be told of an answer. */
    boolean send(
            List<SipProvider> providers,
            MailboxId mailbox,
            String target,
            NotifySequence sequence,
            MessageSummary summary,
            Answered answered) {
        try {
            SipUri hop = config.outboundProxy().or(() -> SipUri.parse(target)).orElseThrow();
            ListeningPointImpl point = point(providers, hop);
            Request request = request(point, target, sequence);
            String body =
                    MessageSummaryBody.write(summary, config.messageAccount().apply(mailbox));
            messages.content(request, "application", "simple-message-summary", body);
            ClientTransaction transaction = point.getProvider().getNewClientTransaction(request);
            transaction.setApplicationData(answered);
            transaction.sendRequest();
            return true;
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("{}: NOTIFY to {} could not be sent", mailbox, LogLine.of(target), e);
            return false;
        }
    }

    /** Our address that talks the next hop's transport, and its kind of IP if that can be seen. */
    private static ListeningPointImpl point(List<SipProvider> providers, SipUri hop) {
        String transport = hop.parameter("transport").orElse("udp").toLowerCase(Locale.ROOT);
        boolean six = hop.host().indexOf(':') >= 0;
        Optional<ListeningPoint> any = Optional.empty();
        for (SipProvider provider : providers) {
            ListeningPoint point = provider.getListeningPoint(transport);
            if (point != null && (point.getIPAddress().indexOf(':') >= 0) == six) {
                return (ListeningPointImpl) point;
            }
            any = any.or(() -> Optional.ofNullable(point));
        }
        return (ListeningPointImpl) any.orElseThrow(
                () -> new IllegalStateException("we do not listen on " + transport + ", so we cannot send by it"));
    }

    private Request request(ListeningPointImpl point, String target, NotifySequence sequence)
            throws ParseException, InvalidArgumentException {
        SipURI uri = (SipURI) messages.addresses().createURI(target);
        SipURI from = messages.addresses().createSipURI(uri.getUser(), Hosts.inUri(messages.host(point)));
        SipProviderImpl provider = point.getProvider();
        Request request = messages.messages()
                .createRequest(
                        uri,
                        Request.NOTIFY,
                        provider.getNewCallId(),
                        messages.headers().createCSeqHeader(sequence.next(), Request.NOTIFY),
                        messages.headers()
                                .createFromHeader(messages.addresses().createAddress(from), sequence.fromTag()),
                        messages.headers().createToHeader(messages.addresses().createAddress(uri), null),
                        List.of(point.getViaHeader()),
                        messages.headers().createMaxForwardsHeader(MAX_FORWARDS));
        SipMessages.set(request, messages.headers().createCallIdHeader(sequence.callId() + '@' + messages.host(point)));
        SipMessages.set(request, messages.contact(point));
        SipMessages.set(request, messages.header("Event", "message-summary"));
        SipMessages.set(request, messages.header("Subscription-State", "terminated"));
        SipMessages.set(request, messages.header("Allow-Events", "message-summary"));
        SipMessages.set(request, messages.header("User-Agent", "voicemail4j"));
        if (config.outboundProxy().isPresent()) {
            request.addHeader(messages.headers()
                    .createRouteHeader(route(config.outboundProxy().get())));
        }
        return request;
    }

    private Address route(SipUri proxy) throws ParseException {
        SipURI uri = messages.addresses().createSipURI(null, Hosts.inUri(proxy.host()));
        if (proxy.port() > 0) {
            uri.setPort(proxy.port());
        }
        if (proxy.parameter("transport").isPresent()) {
            uri.setTransportParam(proxy.parameter("transport").get());
        }
        uri.setLrParam();
        return messages.addresses().createAddress(uri);
    }
}
