package org.voicemail4j.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.AllowHeader;
import javax.sip.header.ContactHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderAddress;
import javax.sip.header.OptionTag;
import javax.sip.header.RecordRouteHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Makes the messages that we send, with the headers that all of them carry. For many threads. */
final class SipMessages {

    static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, NOTIFY, SUBSCRIBE";

    private final HeaderFactoryImpl headers = new HeaderFactoryImpl();
    private final MessageFactoryImpl messages = new MessageFactoryImpl();
    private final AddressFactoryImpl addresses = new AddressFactoryImpl();
    private final SipConfig config;

    SipMessages(SipConfig config) {
        this.config = config;
    }

    /** What can fail when a header is made. */
    @FunctionalInterface
    interface Making<T> {
        T make() throws ParseException, InvalidArgumentException;
    }

    /** Makes something of parts that are known to be good. */
    static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("cannot make a SIP message: " + e.getMessage(), e);
        }
    }

    /** An answer without the tag that a dialog gives it. */
    Response response(Request request, int status) {
        return response(request, status, Optional.empty());
    }

    private Response response(Request request, int status, Optional<String> reason) {
        SIPResponse response = reason.isPresent()
                ? ((SIPRequest) request).createResponse(status, reason.get())
                : ((SIPRequest) request).createResponse(status);
        response.removeContent();
        set(response, made(() -> headers.createServerHeader(List.of("voicemail4j"))));
        if (status == Response.SERVICE_UNAVAILABLE) {
            set(response, retryAfter(config.retryAfter()));
        }
        if (status == Response.METHOD_NOT_ALLOWED) {
            allow(response);
        }
        return response;
    }

    /** An answer for which nothing is kept; its tag comes from the request, so that repetitions get the same one. */
    SIPResponse stateless(SIPRequest request, int status, String reason) {
        Response response = response(request, status, Optional.of(reason));
        ToHeader to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null && status != Response.TRYING) {
            String branch = request.getTopmostVia().getBranch();
            String tag = Integer.toHexString((request.getCallId().getCallId() + branch).hashCode());
            made(() -> {
                to.setTag("s" + tag);
                return tag;
            });
        }
        return (SIPResponse) response;
    }

    /** Whether a request came over a connection that is encrypted; the gate lets no other Via in than the true one. */
    static boolean cameByTls(Request request) {
        return request instanceof SIPRequest known
                && "TLS".equalsIgnoreCase(known.getTopmostVia().getTransport());
    }

    /** Whether a request came by UDP, and our answer goes that way. */
    static boolean cameByUdp(Request request) {
        return request instanceof SIPRequest known
                && "UDP".equalsIgnoreCase(known.getTopmostVia().getTransport());
    }

    /** The tag of a new dialog. */
    static String newTag() {
        return Utils.getInstance().generateTag();
    }

    void allow(Message message) {
        set(message, made(() -> headers.createAllowHeader(ALLOW)));
    }

    /** Whether a message names that method in its Allow headers. */
    static boolean allows(Message message, String method) {
        for (Iterator<?> values = message.getHeaders(AllowHeader.NAME); values.hasNext(); ) {
            if (values.next() instanceof AllowHeader allow && allow.getMethod().equals(method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a message has that option tag in its headers of that name. */
    static boolean names(Message message, String header, String tag) {
        for (Iterator<?> values = message.getHeaders(header); values.hasNext(); ) {
            if (values.next() instanceof OptionTag option
                    && option.getOptionTag().strip().equalsIgnoreCase(tag)) {
                return true;
            }
        }
        return false;
    }

    void supported(Message message) {
        set(message, made(() -> headers.createSupportedHeader("timer, 100rel")));
    }

    Header retryAfter(Duration time) {
        return made(() -> headers.createRetryAfterHeader((int) Math.max(1, Math.min(time.toSeconds(), 3_600))));
    }

    Header minimumSession(Duration time) {
        MinSE header = new MinSE();
        made(() -> {
            header.setExpires((int) time.toSeconds());
            return header;
        });
        return header;
    }

    void sessionExpires(Message message, SessionTerms terms) {
        SessionExpires header = new SessionExpires();
        made(() -> {
            header.setExpires((int) terms.interval().toSeconds());
            header.setRefresher(terms.refresher());
            return header;
        });
        set(message, header);
    }

    Header header(String name, String value) {
        return made(() -> headers.createHeader(name, value));
    }

    static void set(Message message, Header header) {
        message.setHeader(header);
    }

    void sdp(Message message, String description) {
        content(message, "application", "sdp", description);
    }

    void content(Message message, String type, String subType, String text) {
        made(() -> {
            message.setContent(text.getBytes(StandardCharsets.UTF_8), headers.createContentTypeHeader(type, subType));
            return message;
        });
    }

    /** Where peers reach us for a dialog that came in at that point. */
    ContactHeader contact(ListeningPointImpl point, boolean secure) {
        return made(() -> {
            SipURI uri = addresses.createSipURI(null, Hosts.inUri(host(point)));
            uri.setPort(point.getPort());
            if (secure && point.getTransport().equalsIgnoreCase("tls")) {
                uri.setSecure(true);
            } else if (!point.getTransport().equalsIgnoreCase("udp")) {
                uri.setTransportParam(point.getTransport().toLowerCase(Locale.ROOT));
            }
            return headers.createContactHeader(addresses.createAddress(uri));
        });
    }

    /** Whether a request begins a dialog that has to be secure all the way (RFC 3261 §12.1.1): ours is sips then too. */
    static boolean mustBeSecure(Request request) {
        if (isSecure(request.getRequestURI())) {
            return true;
        }
        HeaderAddress next = (HeaderAddress) request.getHeader(RecordRouteHeader.NAME);
        next = next == null ? (HeaderAddress) request.getHeader(ContactHeader.NAME) : next;
        return next != null && isSecure(next.getAddress().getURI());
    }

    /** Whether a Request-URI is of a scheme that is called by SIP. */
    static boolean isCallable(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("sip") || scheme.equals("sips") || scheme.equals("tel");
    }

    private static boolean isSecure(URI uri) {
        return uri instanceof SipURI known && known.isSecure();
    }

    /** The host that peers are told. */
    String host(ListeningPointImpl point) {
        return config.advertisedHost().orElse(Hosts.withoutBrackets(point.getIPAddress()));
    }

    HeaderFactoryImpl headers() {
        return headers;
    }

    MessageFactoryImpl messages() {
        return messages;
    }

    AddressFactoryImpl addresses() {
        return addresses;
    }
}
