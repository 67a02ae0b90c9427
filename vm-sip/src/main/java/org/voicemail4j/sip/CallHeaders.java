package org.voicemail4j.sip;

import gov.nist.javax.sip.header.SIPHeader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.Header;
import javax.sip.message.Message;
import javax.sip.message.Request;

/** The headers of a request that say who rings whom, as our own values; never fails on what a peer may write. */
final class CallHeaders {

    private final Request request;

    CallHeaders(Request request) {
        this.request = request;
    }

    String callId() {
        return header("Call-ID").orElse("unknown");
    }

    /** Number of the CSeq header. */
    long sequence() {
        return request.getHeader(CSeqHeader.NAME) instanceof CSeqHeader cseq ? cseq.getSeqNumber() : 0;
    }

    Optional<SipUri> requestUri() {
        return SipUri.parse(String.valueOf(request.getRequestURI()));
    }

    /** The first header of that name. */
    Optional<String> header(String name) {
        return values(name).stream().findFirst();
    }

    /** All headers of that name. */
    List<String> all(String name) {
        return values(name);
    }

    /** All addresses in all headers of that name, from the top. */
    List<NameAddr> addresses(String name) {
        List<NameAddr> all = new ArrayList<>();
        values(name).forEach(value -> all.addAll(NameAddr.parseList(value)));
        return all;
    }

    Optional<NameAddr> address(String name) {
        return addresses(name).stream().findFirst();
    }

    /** The first header of that name in any message. */
    static Optional<String> header(Message message, String name) {
        return values(message, name).stream().findFirst();
    }

    /** All headers of that name in any message. */
    static List<String> all(Message message, String name) {
        return values(message, name);
    }

    private List<String> values(String name) {
        return values(request, name);
    }

    private static List<String> values(Message message, String name) {
        List<String> values = new ArrayList<>();
        for (Iterator<?> headers = message.getHeaders(name); headers.hasNext(); ) {
            Object header = headers.next();
            if (header instanceof ExtensionHeader extension && extension.getValue() != null) {
                values.add(extension.getValue().strip());
            } else if (header instanceof SIPHeader known && known.getHeaderValue() != null) {
                values.add(known.getHeaderValue().strip());
            } else if (header instanceof Header other) {
                values.add(other.toString());
            }
        }
        return values;
    }
}
