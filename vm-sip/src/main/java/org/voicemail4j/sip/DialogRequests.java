package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of ours within one call's dialog. Each is made at once and leaves when it can; the caller of these methods
 * never waits for that. Used by one thread at a time.
 */
final class DialogRequests {

    private static final Logger LOG = LoggerFactory.getLogger(DialogRequests.class);
    private static final String NORMAL_CLEARING = "Q.850;cause=16";

    private final SipProvider provider;
    private final Dialog dialog;
    private final SipMessages messages;
    private final Supplier<ContactHeader> contact;
    private final Outbound outbound;
    /** Done when all that was to leave before has left. */
    private CompletableFuture<?> earlier = CompletableFuture.completedFuture(null);

    DialogRequests(
            SipProvider provider,
            Dialog dialog,
            SipMessages messages,
            Supplier<ContactHeader> contact,
            Outbound outbound) {
        this.provider = provider;
        this.dialog = dialog;
        this.messages = messages;
        this.contact = contact;
        this.outbound = outbound;
    }

    /** Ends the dialog from our side. */
    void bye() {
        send(
                Request.BYE,
                this::ended,
                request -> SipMessages.set(request, messages.header("Reason", NORMAL_CLEARING)),
                dialog::delete);
    }

    private void ended(int status, Optional<?> retryAfter) {
        if (status >= 300) {
            dialog.delete();
        }
    }

    /** Keeps the session alive by UPDATE (RFC 4028 §7.4). */
    void refresh(SessionTerms terms, Answered answered) {
        send(Request.UPDATE, answered, request -> refreshing(request, terms), () -> {});
    }

    private void refreshing(Request request, SessionTerms terms) {
        SipMessages.set(request, contact.get());
        messages.supported(request);
        messages.sessionExpires(request, new SessionTerms(terms.interval(), false));
    }

    /**
     * Keeps the session alive by a re-INVITE, for peers that do not know UPDATE; its 200 is acknowledged here.
     *
     * @param description what we offer
     * @param theirAnswer told the body of the 200, before {@code answered} is told its status
     * @param failed run if it cannot be sent; then nobody is told of an answer
     */
    void reinvite(
            SessionTerms terms, String description, Answered answered, Consumer<byte[]> theirAnswer, Runnable failed) {
        Answered acknowledging = new Answered() {
            @Override
            public void answered(int status, Optional<Duration> retryAfter) {
                answered.answered(status, retryAfter);
            }

            @Override
            public void response(Response response) {
                if (response.getStatusCode() >= 200 && response.getStatusCode() < 300) {
                    acknowledge(response);
                    theirAnswer.accept(SessionPart.answer(response));
                }
                answered.response(response);
            }
        };
        send(
                Request.INVITE,
                acknowledging,
                request -> {
                    refreshing(request, terms);
                    messages.allow(request);
                    messages.sdp(request, description);
                },
                failed);
    }

    private void acknowledge(Response response) {
        try {
            long sequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
            Request ack = dialog.createAck(sequence);
            leave(ack, () -> dialog.sendAck(ack), () -> {});
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            LOG.debug("{}: cannot acknowledge a 200 to a re-INVITE", callId(), e);
        }
    }

    private String callId() {
        return LogLine.of(dialog.getCallId() == null ? "?" : dialog.getCallId().getCallId());
    }

    /**
     * Asks the peer to call somebody else (RFC 3515); tells of no answer if it cannot be asked.
     *
     * @param sent told the number of the request once it has left, in another thread
     */
    void refer(String target, Optional<String> referredBy, LongConsumer sent, Answered answered) {
        send(
                Request.REFER,
                answered,
                request -> {
                    SipMessages.set(request, contact.get());
                    SipMessages.set(request, messages.header("Refer-To", '<' + target + '>'));
                    referredBy.ifPresent(
                            owner -> SipMessages.set(request, messages.header("Referred-By", '<' + owner + '>')));
                },
                sent,
                answered::timedOut);
    }

    private void send(String method, Answered answered, Consumer<Request> more, Runnable failed) {
        send(method, answered, more, number -> {}, failed);
    }

    /**
     * @param sent told the CSeq that the stack gave it, once it has left
     * @param failed run if it cannot be sent, now or later in another thread
     */
    private void send(String method, Answered answered, Consumer<Request> more, LongConsumer sent, Runnable failed) {
        try {
            Request request = dialog.createRequest(method);
            more.accept(request);
            leave(
                    request,
                    () -> {
                        transmit(request, answered);
                        sent.accept(new CallHeaders(request).sequence());
                    },
                    failed);
        } catch (SipException | RuntimeException e) {
            LOG.debug("{}: cannot make {}", callId(), method, e);
            failed.run();
        }
    }

    private void transmit(Request request, Answered answered) throws SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(answered);
        dialog.sendRequest(transaction);
    }

    /** The stack writes the transport that the dialog began by into Via, whichever the request goes by. */
    private void goesBy(Request request, String transport) {
        ViaHeader via = (ViaHeader) request.getHeader(ViaHeader.NAME);
        ListeningPoint point = provider.getListeningPoint(transport);
        if (via == null || point == null || via.getTransport().equalsIgnoreCase(transport)) {
            return;
        }
        try {
            via.setTransport(point.getTransport().toUpperCase(Locale.ROOT));
            via.setPort(point.getPort());
        } catch (ParseException | InvalidArgumentException e) {
            LOG.debug("{}: Via stays as it is", callId(), e);
        }
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws SipException;
    }

    /** Finds out first where it goes, if that is a name without a port (RFC 3263). */
    private void leave(Request request, Sending sending, Runnable failed) {
        SipRouter.speak(request, provider);
        Optional<SipUri> name = SipRouter.nameToFind(request);
        if (name.isEmpty() && earlier.isDone()) {
            go(request, sending, failed);
            return;
        }
        CompletableFuture<List<OutboundWay>> ways = name.map(
                        uri -> outbound.to(uri).straightTo(uri))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
        earlier = earlier.thenCombine(ways, (before, found) -> found).handle((found, failure) -> {
            if (found != null && !found.isEmpty()) {
                ((SIPRequest) request).setApplicationData(found.get(0).hop());
            }
            go(request, sending, failed);
            return null;
        });
    }

    private void go(Request request, Sending sending, Runnable failed) {
        Hop hop = SipRouter.target(request);
        if (hop != null) {
            goesBy(request, hop.getTransport());
        }
        boolean taken = hop != null
                && outbound.departures(hop).send(hop, () -> {
                    try {
                        sending.send();
                    } catch (SipException | RuntimeException e) {
                        LOG.debug("{}: cannot send {}", callId(), request.getMethod(), e);
                        failed.run();
                    }
                });
        if (!taken) {
            failed.run();
        }
    }
}
