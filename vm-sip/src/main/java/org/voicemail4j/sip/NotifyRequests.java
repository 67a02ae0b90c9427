package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Address;
import javax.sip.address.Hop;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes and sends requests of ours outside calls: NOTIFY, PUBLISH and OPTIONS. For many threads. */
final class NotifyRequests {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyRequests.class);
    private static final int MAX_FORWARDS = 70;
    static final String EVENT = "message-summary";

    /** Instead of routes: whichever leads through a proxy that is up. */
    private static final List<String> THROUGH_PROXIES = List.of("proxies");

    private final SipMessages messages;
    private final Outbound outbound;

    NotifyRequests(SipMessages messages, Outbound outbound) {
        this.messages = messages;
        this.outbound = outbound;
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

    /** Sends one; false if no way leads there, and nobody will be told of an answer. */
    boolean send(String method, Addressing addressing, More more, Answered answered) {
        boolean theirs = addressing.sequence().isDialogs(); // and so are the names in it
        CompletableFuture<List<OutboundWay>> ways;
        try {
            ways = addressing.routes().equals(THROUGH_PROXIES)
                    ? outbound.throughProxies()
                    : straightTo(SipUri.parse(next(addressing)).orElseThrow(), theirs);
        } catch (RuntimeException e) {
            LOG.debug("{} to {}: no way leads there", method, LogLine.of(addressing.target()), e);
            return false;
        }
        ways.whenComplete((found, failure) -> {
            if (failure == null) {
                FailOver.Sending sending = (way, told) -> transmit(way, method, addressing, more, told);
                Function<Hop, Departures> departures =
                        theirs ? outbound::departures : hop -> outbound.named().departures();
                start(new FailOver(found, sending, answered, departures, outbound), answered);
            } else {
                LOG.warn("{} to {}: its ways cannot be found", method, LogLine.of(addressing.target()), failure);
                answered.timedOut();
            }
        });
        return true;
    }

    private static String next(Addressing addressing) {
        return addressing.routes().isEmpty()
                ? addressing.target()
                : NameAddr.parseList(addressing.routes().get(0)).get(0).uri();
    }

    private CompletableFuture<List<OutboundWay>> straightTo(SipUri next, boolean theirs) {
        return (theirs ? outbound.to(next) : outbound.named()).straightTo(next);
    }

    private static void start(FailOver request, Answered answered) {
        try {
            request.start();
        } catch (RuntimeException | Error e) {
            LOG.warn("a request cannot be sent", e);
            answered.timedOut();
        }
    }

    /** Sends one on that way; null if it could not be sent. */
    @Nullable
    ClientTransaction transmit(OutboundWay way, String method, Addressing addressing, More more, Answered answered) {
        try {
            ListeningPointImpl point = point(outbound.providers(), way.hop());
            Request request = request(point, method, addressing);
            way.route().ifPresent(route -> request.addHeader(messages.header("Route", route)));
            more.add(request);
            ((SIPRequest) request).setApplicationData(way.hop());
            ClientTransaction transaction = point.getProvider().getNewClientTransaction(request);
            transaction.setApplicationData(answered);
            transaction.sendRequest();
            return transaction;
        } catch (SipException | ParseException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("{} to {} could not be sent by {}", method, LogLine.of(addressing.target()), way.hop(), e);
            return null;
        }
    }

    /** Routes through the proxies, if there are any. */
    List<String> outbound() {
        return outbound.hasProxies() ? THROUGH_PROXIES : List.of();
    }

    /** Our address that talks the next hop's transport, and its kind of IP. */
    private static ListeningPointImpl point(List<SipProvider> providers, SipHop hop) {
        Optional<ListeningPoint> any = Optional.empty();
        for (SipProvider provider : providers) {
            ListeningPoint point = provider.getListeningPoint(hop.transport());
            if (point != null && (point.getIPAddress().indexOf(':') >= 0) == hop.isIpv6()) {
                return (ListeningPointImpl) point;
            }
            any = any.or(() -> Optional.ofNullable(point));
        }
        return (ListeningPointImpl) any.orElseThrow(() ->
                new IllegalStateException("we do not listen on " + hop.transport() + ", so we cannot send by it"));
    }

    /** A router that knows no loose routes is given the Request-URI, and the target comes last (RFC 3261 §12.2.1.1). */
    private static Addressing routed(Addressing loose) {
        if (loose.routes().isEmpty() || loose.routes().equals(THROUGH_PROXIES)) {
            return loose;
        }
        String first = next(loose);
        if (SipUri.parse(first).flatMap(uri -> uri.parameter("lr")).isPresent()) {
            return loose;
        }
        List<String> rest =
                new ArrayList<>(loose.routes().subList(1, loose.routes().size()));
        rest.add('<' + loose.target() + '>');
        return new Addressing(first, loose.to(), loose.toTag(), loose.from(), loose.sequence(), rest);
    }

    private Request request(ListeningPointImpl point, String method, Addressing asked)
            throws ParseException, InvalidArgumentException {
        Addressing addressing = routed(asked);
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
        SipMessages.set(request, messages.contact(point, asked.target().startsWith("sips:")));
        SipMessages.set(request, messages.header("User-Agent", "voicemail4j"));
        if (!addressing.routes().equals(THROUGH_PROXIES)) {
            addressing.routes().forEach(route -> request.addHeader(messages.header("Route", route)));
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
