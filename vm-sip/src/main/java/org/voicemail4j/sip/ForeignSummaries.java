package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.EventHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voicemail4j.mwi.MwiEvent;

/** Reads the NOTIFY of another system about mailboxes there, from trusted peers only. */
final class ForeignSummaries {

    private final MwiConfig config;

    ForeignSummaries(MwiConfig config) {
        this.config = config;
    }

    /** Takes a NOTIFY outside calls; the status to answer it with. */
    int take(Request notify, boolean trusted) {
        if (!(notify.getHeader(EventHeader.NAME) instanceof EventHeader event)
                || !NotifyRequests.EVENT.equalsIgnoreCase(event.getEventType())) {
            return Response.BAD_EVENT;
        }
        if (!trusted) {
            return Response.FORBIDDEN;
        }
        byte[] content = notify.getRawContent();
        if (content == null || content.length == 0) {
            return Response.OK; // such as the last one of a subscription (RFC 6665 §4.2.2)
        }
        if (!(notify.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)
                || !MessageSummaryBody.SUB_TYPE.equalsIgnoreCase(type.getContentSubType())) {
            return Response.UNSUPPORTED_MEDIA_TYPE;
        }
        String body = new String(content, StandardCharsets.UTF_8);
        String account = MessageSummaryBody.account(body)
                .orElse(String.valueOf(notify.getRequestURI()).strip());
        MessageSummaryBody.read(body)
                .ifPresent(known -> config.listener().accept(new MwiEvent.Foreign(account, known)));
        return MessageSummaryBody.isOne(body) ? Response.OK : Response.BAD_REQUEST;
    }
}
