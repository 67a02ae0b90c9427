package org.voicemail4j.examples.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Properties;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** The least that answers calls by the same SIP stack, set up alike: 200 to INVITE and BYE, and no more. The control. */
final class BareUas implements SipListener, AutoCloseable {

    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + "m=audio 9 RTP/AVP 0\r\n";

    private final SipFactory factory = SipFactory.getInstance();
    private final SipStack stack;
    private final SipProvider provider;
    private final InetSocketAddress address;

    BareUas(InetSocketAddress address) throws Exception {
        this.address = address;
        factory.setPathName("gov.nist");
        Properties settings = new Properties();
        settings.setProperty("javax.sip.STACK_NAME", "bare");
        settings.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        for (List<String> setting : List.of(
                List.of("STACK_LOGGER", "org.voicemail4j.sip.Slf4jStackLogger"),
                List.of("SERVER_LOGGER", "org.voicemail4j.sip.Slf4jServerLogger"),
                List.of("THREAD_POOL_SIZE", "2"),
                List.of("REENTRANT_LISTENER", "true"),
                List.of("MAX_MESSAGE_SIZE", "16384"),
                List.of("RECEIVE_UDP_BUFFER_SIZE", "4194304"),
                List.of("RELEASE_REFERENCES_STRATEGY", "Normal"),
                List.of("LINGER_TIMER", "1"))) {
            settings.setProperty("gov.nist.javax.sip." + setting.get(0), setting.get(1));
        }
        stack = factory.createSipStack(settings);
        ListeningPoint point =
                stack.createListeningPoint(address.getAddress().getHostAddress(), address.getPort(), "udp");
        provider = stack.createSipProvider(point);
        provider.addSipListener(this);
        stack.start();
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        try {
            if (request.getMethod().equals(Request.INVITE)) {
                ServerTransaction transaction = provider.getNewServerTransaction(request);
                provider.getNewDialog(transaction);
                Response answer = factory.createMessageFactory().createResponse(Response.OK, request);
                ((ToHeader) answer.getHeader(ToHeader.NAME)).setTag(Long.toHexString(System.nanoTime()));
                answer.setHeader(factory.createHeaderFactory()
                        .createContactHeader(factory.createAddressFactory()
                                .createAddress("<sip:" + address.getAddress().getHostAddress() + ":" + address.getPort()
                                        + ">")));
                answer.setContent(SDP, factory.createHeaderFactory().createContentTypeHeader("application", "sdp"));
                transaction.sendResponse(answer);
            } else if (request.getMethod().equals(Request.BYE)) {
                event.getServerTransaction()
                        .sendResponse(factory.createMessageFactory().createResponse(Response.OK, request));
            }
        } catch (SipException e) {
            return; // a repetition whose transaction is there
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {}

    @Override
    public void processTimeout(TimeoutEvent event) {}

    @Override
    public void processIOException(IOExceptionEvent event) {}

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    @Override
    public void close() {
        stack.stop();
    }
}
