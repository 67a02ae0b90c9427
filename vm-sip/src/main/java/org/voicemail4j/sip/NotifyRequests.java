package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
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
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and sends requests of ours outside calls: NOTIFY and PUBLISH. */
final class NotifyRequests {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyRequests.class);
    private static final int MAX_FORWARDS = 70;
    static final String EVENT = "message-summary";

    private final SipConfig config;
    private final SipMessages messages;

    NotifyRequests(SipConfig config, SipMessages messages) {
        this.config = config;
        this.messages = messages;
    }

    /**
     * Where a request goes and what it belongs to.
     *
     * @param target Request-URI
     * @param to URI of To
     * @param toTag its tag, if the other side has given one
     * @param from URI of From; empty for the user of {@code to} here
     * @param sequence Call-ID, From tag and CSeq
     * @param routes Route header values, the nearest first
     */
    record Addressing(
            String target,
            String to,
            Optional<String> toTag,
            Optional<String> from,
            NotifySequence sequence,
            List<String> routes) {}

    /** What else a request says. */
    @FunctionalInterface
    interface More {
        void add(Request request) throws ParseException, InvalidArgumentException;
    }

    /** Sends one; false if it could not be sent, and nobody will be told of an answer. */
    boolean send(List<SipProvider> providers, String method, Addressing addressing, More more, Answered answered) {
        try {
            String hop = addressing.routes().isEmpty()
                    ? addressing.target()
                    : NameAddr.parseList(addressing.routes().get(0)).get(0).uri();
            ListeningPointImpl point = point(providers, SipUri.parse(hop).orElseThrow());
            Request request = request(point, method, addressing);
            more.add(request);
            ClientTransaction transaction = point.getProvider().getNewClientTransaction(request);
            transaction.setApplicationData(answered);
            transaction.sendRequest();
            return true;
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("{} to {} could not be sent", method, LogLine.of(addressing.target()), e);
            return false;
        }
    }

    /** The way through the outbound proxy, if there is one. */
    List<String> outbound() {
        return config
                .outboundProxy()
                .map(proxy -> "<sip:" + Hosts.inUri(proxy.host()) + (proxy.port() > 0 ? ":" + proxy.port() : "")
                        + proxy.parameter("transport")
                                .map(kind -> ";transport=" + kind)
                                .orElse("")
                        + ";lr>")
                .stream()
                .toList();
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

    private Request request(ListeningPointImpl point, String method, Addressing addressing)
            throws ParseException, InvalidArgumentException {
        URI to = messages.addresses().createURI(addressing.to());
        Request request = messages.messages()
                .createRequest(
                        messages.addresses().createURI(addressing.target()),
                        method,
                        point.getProvider().getNewCallId(),
                        messages.headers()
                                .createCSeqHeader(addressing.sequence().next(), method),
                        from(point, to, addressing),
                        to(to, addressing),
                        List.of(point.getViaHeader()),
                        messages.headers().createMaxForwardsHeader(MAX_FORWARDS));
        SipMessages.set(request, messages.headers().createCallIdHeader(callId(point, addressing.sequence())));
        SipMessages.set(request, messages.contact(point));
        SipMessages.set(request, messages.header("User-Agent", "voicemail4j"));
        for (String route : addressing.routes()) {
            request.addHeader(messages.header("Route", route));
        }
        return request;
    }

    private FromHeader from(ListeningPointImpl point, URI to, Addressing addressing) throws ParseException {
        URI from = addressing.from().isPresent()
                ? messages.addresses().createURI(addressing.from().get())
                : messages.addresses()
                        .createSipURI(
                                to instanceof SipURI user ? user.getUser() : null, Hosts.inUri(messages.host(point)));
        Address address = messages.addresses().createAddress(from);
        return messages.headers()
                .createFromHeader(address, addressing.sequence().fromTag());
    }

    private ToHeader to(URI to, Addressing addressing) throws ParseException {
        Address address = messages.addresses().createAddress(to);
        return messages.headers().createToHeader(address, addressing.toTag().orElse(null));
    }

    private String callId(ListeningPointImpl point, NotifySequence sequence) {
        return sequence.isDialogs() ? sequence.callId() : sequence.callId() + '@' + messages.host(point);
    }
}
