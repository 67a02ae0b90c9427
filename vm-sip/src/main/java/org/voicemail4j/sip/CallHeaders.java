package org.voicemail4j.sip;

import gov.nist.javax.sip.header.SIPHeader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.Header;
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

    Optional<SipUri> requestUri() {
        return SipUri.parse(String.valueOf(request.getRequestURI()));
    }

    /** The first header of that name. */
    Optional<String> header(String name) {
        return values(name).stream().findFirst();
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

    private List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (Iterator<?> headers = request.getHeaders(name); headers.hasNext(); ) {
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
