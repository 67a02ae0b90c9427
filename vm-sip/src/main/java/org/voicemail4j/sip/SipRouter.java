package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.DefaultRouter;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.ListIterator;
import java.util.Optional;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests where {@link SipHop} says that was found out for them (RFC 3263), and all others as the stack does; made
 * by the stack by its name, not for anybody else.
 */
public final class SipRouter implements Router {

    private final SIPTransactionStack stack;
    private final DefaultRouter usual;

    /** Called by the stack. */
    public SipRouter(SipStack stack, @Nullable String outboundProxy) {
        this.stack = (SIPTransactionStack) stack;
        this.usual = new DefaultRouter(stack, outboundProxy);
    }

    @Override
    public @Nullable Hop getNextHop(Request request) throws SipException {
        Hop chosen = chosen(request);
        Hop next = chosen != null ? chosen : usual(request);
        if (next != null && stack.getNetworkLayer() instanceof SipNetwork network) {
            network.choose(next);
        }
        return next;
    }

    /** Where somebody of ours has it sent. */
    private static @Nullable Hop chosen(Request request) {
        Object known = request instanceof SIPRequest ours ? ours.getApplicationData() : null;
        return known instanceof SipHop hop ? hop.hop() : known instanceof Hop hop ? hop : null;
    }

    /**
     * Has a request within a call sent to where its URI says by the transport that its Via has, if it is to go by one that
     * we do not speak: a caller that came to us by UDP hears us there, whatever else its Contact names. A sips URI stays
     * what it is, and so does a strict route, which the stack has yet to move.
     */
    static void speak(Request request, SipProvider provider) {
        Hop said = target(request);
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        boolean ours = said == null || provider.getListeningPoint(said.getTransport()) != null;
        if (!ours && via != null && looseNext(request) instanceof SipURI uri && !uri.isSecure()) {
            ((SIPRequest) request).setApplicationData(hop(uri, via.getTransport()));
        }
    }

    /**
     * Where a request goes next, if that is a name that name servers have to be asked about (RFC 3263); nothing of a strict
     * route, which the stack has yet to move.
     */
    static Optional<SipUri> nameToFind(Request request) {
        if (chosen(request) != null || !(looseNext(request) instanceof SipURI uri) || uri.getPort() > 0) {
            return Optional.empty();
        }
        return SipUri.parse(uri.toString()).filter(known -> !Hosts.isAddress(known.target()));
    }

    /** Where a request goes next; null for a strict route. */
    private static @Nullable URI looseNext(Request request) {
        URI next = next(request);
        boolean strict = request.getHeader(RouteHeader.NAME) != null && next instanceof SipURI uri && !uri.hasLrParam();
        return strict ? null : next;
    }

    private static URI next(Request request) {
        RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
        return route != null ? route.getAddress().getURI() : request.getRequestURI();
    }

    /** Where a request will be sent, found without changing it; null if its URI does not say. */
    static @Nullable Hop target(Request request) {
        Hop chosen = chosen(request);
        if (chosen != null) {
            return chosen;
        }
        if (!(next(request) instanceof SipURI uri)) {
            return null;
        }
        String transport = uri.isSecure() ? ListeningPoint.TLS : uri.getTransportParam();
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        if (transport == null) {
            transport = via != null && via.getTransport() != null ? via.getTransport() : ListeningPoint.UDP;
        }
        return hop(uri, transport);
    }

    private static Hop hop(SipURI uri, String transport) {
        int usual =
                transport.equalsIgnoreCase(ListeningPoint.TLS) ? ListeningPoint.PORT_5061 : ListeningPoint.PORT_5060;
        String host = uri.getMAddrParam() != null ? uri.getMAddrParam() : uri.getHost();
        return new HopImpl(host, uri.getPort() > 0 ? uri.getPort() : usual, transport);
    }

    /** As the stack does, by the name that is said: {@link SenderHosts} keeps names from it that senders give themselves. */
    private @Nullable Hop usual(Request request) throws SipException {
        RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
        boolean loose = route != null && route.getAddress().getURI() instanceof SipURI uri && uri.hasLrParam();
        Hop hop = usual.getNextHop(request); // moves a strict route into the Request-URI
        URI target = loose ? route.getAddress().getURI() : request.getRequestURI();
        if (hop == null || !(target instanceof SipURI uri)) {
            return hop;
        }
        String host = uri.getMAddrParam() != null ? uri.getMAddrParam() : uri.getHost();
        return new HopImpl(host, hop.getPort(), hop.getTransport());
    }

    @Override
    @SuppressWarnings("deprecation") // the interface wants it
    public @Nullable ListIterator<?> getNextHops(Request request) {
        return null;
    }

    @Override
    public @Nullable Hop getOutboundProxy() {
        return usual.getOutboundProxy();
    }
}
