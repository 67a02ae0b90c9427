package org.voicemail4j.sip;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import java.net.UnknownHostException;
import java.util.Properties;
import javax.sip.PeerUnavailableException;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The SIP stack, which ends at once, and finds a way for a request within a dialog also where that goes by another transport than the dialog
 * began by and we listen for that on a port of another number, as is usual for TLS. The stack as it is looks for one on the
 * port of the dialog's first request alone.
 */
final class SpokenPortsStack extends SipStackImpl {

    SpokenPortsStack(Properties properties) throws PeerUnavailableException {
        super(properties);
    }

    /**
     * Ends without the second that the stack as it is sleeps for, between the end of its sockets and that of its tables:
     * whoever stops this waits for its threads. Called by one thread.
     */
    @Override
    public void stopStack() {
        boolean before = Thread.interrupted();
        try {
            super.stopStack();
        } finally {
            Thread.interrupted();
            if (before) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The last that is done before the sleep, which an interrupted thread does not begin. */
    @Override
    public void closeAllSockets() {
        super.closeAllSockets();
        Thread.currentThread().interrupt();
    }

    @Override
    public @Nullable MessageChannel createRawMessageChannel(String host, int port, Hop next)
            throws UnknownHostException {
        MessageChannel channel = super.createRawMessageChannel(host, port, next);
        if (channel != null) {
            return channel;
        }
        for (MessageProcessor other : getMessageProcessors()) {
            boolean speaks = other.getTransport().equalsIgnoreCase(next.getTransport())
                    && other.getIpAddress().getHostAddress().equals(host);
            if (speaks && other.getPort() != port) {
                return super.createRawMessageChannel(host, other.getPort(), next);
            }
        }
        return null;
    }
}
