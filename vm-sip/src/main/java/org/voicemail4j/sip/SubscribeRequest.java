package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.header.AcceptHeader;
import javax.sip.header.EventHeader;
import javax.sip.header.ExpiresHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** What a SUBSCRIBE asks for (RFC 6665 §4.2.1), whoever sent it. */
sealed interface SubscribeRequest {

    /**
     * One that can be served.
     *
     * @param event the Event header as NOTIFY repeats it
     * @param expires how long, as we grant it; zero to end it, or to be told once
     */
    record Asked(String event, Duration expires) implements SubscribeRequest {
        public Asked {
            Objects.requireNonNull(event, "event");
            Objects.requireNonNull(expires, "expires");
        }

        /** Until when it is kept; one that only asks, until it has been told. */
        Duration life(MwiConfig config) {
            return expires.isZero() ? config.longest() : expires;
        }
    }

    /**
     * One that cannot.
     *
     * @param status to answer
     * @param more what the answer says besides
     */
    record Refused(int status, Consumer<Response> more) implements SubscribeRequest {}

    /** Reads a request. */
    static SubscribeRequest of(Request request, MwiConfig config, SipMessages messages) {
        if (!(request.getHeader(EventHeader.NAME) instanceof EventHeader event)
                || !NotifyRequests.EVENT.equalsIgnoreCase(event.getEventType())) {
            return new Refused(
                    Response.BAD_EVENT,
                    response -> SipMessages.set(response, messages.header("Allow-Events", NotifyRequests.EVENT)));
        }
        if (!acceptsSummary(request)) {
            return new Refused(
                    Response.NOT_ACCEPTABLE,
                    response -> SipMessages.set(
                            response, messages.header("Accept", "application/" + MessageSummaryBody.SUB_TYPE)));
        }
        if (Subscription.contact(request).isEmpty() || !Subscription.hasWay(request)) {
            return new Refused(Response.BAD_REQUEST, response -> {});
        }
        Duration asked = request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires
                ? Duration.ofSeconds(expires.getExpires())
                : config.longest();
        if (!asked.isZero() && asked.compareTo(config.shortest()) < 0) {
            return new Refused(
                    Response.INTERVAL_TOO_BRIEF,
                    response -> SipMessages.set(
                            response,
                            messages.header(
                                    "Min-Expires",
                                    Long.toString(config.shortest().toSeconds()))));
        }
        String id = event.getEventId() == null ? "" : ";id=" + event.getEventId();
        return new Asked(NotifyRequests.EVENT + id, asked.compareTo(config.longest()) > 0 ? config.longest() : asked);
    }

    /** Without Accept it does (RFC 3842 §3.5). */
    private static boolean acceptsSummary(Request request) {
        Iterator<?> accepts = request.getHeaders(AcceptHeader.NAME);
        boolean any = !accepts.hasNext();
        while (accepts.hasNext() && !any) {
            AcceptHeader accept = (AcceptHeader) accepts.next();
            String type = String.valueOf(accept.getContentType()).toLowerCase(Locale.ROOT);
            String subType = String.valueOf(accept.getContentSubType()).toLowerCase(Locale.ROOT);
            any = type.equals("*")
                    || (type.equals("application")
                            && List.of("*", MessageSummaryBody.SUB_TYPE).contains(subType));
        }
        return any;
    }

    /** What was asked, if it can be served. */
    default Optional<Asked> asked() {
        return this instanceof Asked asked ? Optional.of(asked) : Optional.empty();
    }
}
