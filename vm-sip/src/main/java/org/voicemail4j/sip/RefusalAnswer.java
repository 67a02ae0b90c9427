package org.voicemail4j.sip;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.CallRefusal;

/**
 * What a caller is answered whose call is refused.
 *
 * @param status the answer's
 * @param more what it says besides
 */
record RefusalAnswer(int status, Consumer<Response> more) {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalAnswer.class);

    RefusalAnswer {
        Objects.requireNonNull(more, "more");
    }

    static RefusalAnswer plain(int status) {
        return new RefusalAnswer(status, response -> {});
    }

    /** The answer to a refusal of the flow's. */
    static RefusalAnswer to(CallRefusal refusal, SipConfig config, SipMessages messages, TransferTargets targets) {
        return switch (refusal.reason()) {
            case MOVED -> elsewhere(refusal.target().orElseThrow(), messages, targets);
            case UNKNOWN_MAILBOX -> plain(Response.NOT_FOUND);
            case OVERLOADED ->
                new RefusalAnswer(
                        Response.SERVICE_UNAVAILABLE,
                        response -> SipMessages.set(
                                response,
                                messages.retryAfter(refusal.retryAfter().orElse(config.retryAfter()))));
            case FAILED -> plain(Response.SERVER_INTERNAL_ERROR);
        };
    }

    private static RefusalAnswer elsewhere(String target, SipMessages messages, TransferTargets targets) {
        Optional<String> uri = targets.transfer(target);
        if (uri.isEmpty()) {
            LOG.warn("not a target to redirect to: '{}'; refused with 500", LogLine.of(target));
            return plain(Response.SERVER_INTERNAL_ERROR);
        }
        return redirect(uri.get(), messages);
    }

    /** Whom to call instead. */
    static RefusalAnswer redirect(String uri, SipMessages messages) {
        return new RefusalAnswer(
                Response.MOVED_TEMPORARILY,
                response -> SipMessages.set(response, messages.header("Contact", '<' + uri + '>')));
    }
}
