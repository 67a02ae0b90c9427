package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.DefaultRouter;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests where {@link SipHop} says that was found out for them (RFC 3263), and all others as the stack does; made
 * by the stack by its name, not for anybody else.
 */
public final class SipRouter implements Router {

    private final DefaultRouter usual;

    /** Called by the stack. */
    public SipRouter(SipStack stack, @Nullable String outboundProxy) {
        this.usual = new DefaultRouter(stack, outboundProxy);
    }

    @Override
    public @Nullable Hop getNextHop(Request request) throws SipException {
        return request instanceof SIPRequest known && known.getApplicationData() instanceof SipHop hop
                ? hop.hop()
                : usual.getNextHop(request);
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
