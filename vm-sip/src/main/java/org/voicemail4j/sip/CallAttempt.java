package org.voicemail4j.sip;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.media.MediaException;

/** What becomes of a new INVITE before anybody is asked: a call with sound, or a refusal. */
sealed interface CallAttempt {

    /**
     * A call.
     *
     * @param info who rings whom
     * @param media its sound
     * @param terms its session timer
     */
    record Offered(CallInfo info, CallMedia media, Optional<SessionTerms> terms) implements CallAttempt {
        public Offered {
            Objects.requireNonNull(info, "info");
            Objects.requireNonNull(media, "media");
        }
    }

    /**
     * No call.
     *
     * @param status to answer
     * @param more what the answer says besides
     */
    record Refused(int status, Consumer<Response> more) implements CallAttempt {}

    /** Between the parts of a header. */
    Pattern SPACE = Pattern.compile("\\s");

    /** Names what a session description is, among other things. */
    Pattern DESCRIPTION = Pattern.compile("application/sdp|application/\\*|\\*/\\*", Pattern.CASE_INSENSITIVE);

    /** Judges an INVITE. */
    static CallAttempt of(Request invite, CallServices services, Peer peer, long sessionId) {
        Set<String> unsupported = unsupported(invite);
        if (!unsupported.isEmpty()) {
            return new Refused(
                    Response.BAD_EXTENSION,
                    response -> unsupported.forEach(
                            tag -> response.addHeader(services.messages().header("Unsupported", tag))));
        }
        if (!acceptsDescriptions(invite)) {
            return new Refused(Response.NOT_ACCEPTABLE, response -> {});
        }
        SessionNegotiation session =
                SessionNegotiation.of(invite, services.config().shortestSession());
        if (session instanceof SessionNegotiation.TooShort) {
            return new Refused(
                    422,
                    response -> SipMessages.set(
                            response,
                            services.messages().minimumSession(services.config().shortestSession())));
        }
        Optional<CallInfo> info = services.router().route(new CallHeaders(invite), peer);
        if (info.isEmpty()) {
            return new Refused(Response.NOT_FOUND, response -> {});
        }
        try {
            EncryptionTerms encryption =
                    EncryptionTerms.of(services.config().mediaEncryption(), SipMessages.cameByTls(invite));
            CallMedia.Opening opening = CallMedia.open(invite, services.media(), sessionId, encryption);
            return opening instanceof CallMedia.Opening.Opened opened
                    ? new Offered(info.get(), opened.media(), session.agreedTerms())
                    : refused(((CallMedia.Opening.Refused) opening).status(), services, "Accept", "application/sdp");
        } catch (MediaException e) {
            return new Refused(Response.SERVICE_UNAVAILABLE, response -> {});
        }
    }

    /** Without Accept it does (RFC 3261 §20.1). */
    private static boolean acceptsDescriptions(Request invite) {
        List<String> accepted = CallHeaders.all(invite, "Accept");
        return accepted.isEmpty()
                || accepted.stream()
                        .map(value -> SPACE.matcher(value).replaceAll(""))
                        .anyMatch(value -> DESCRIPTION.matcher(value).find());
    }

    private static Refused refused(int status, CallServices services, String header, String value) {
        return new Refused(
                status,
                response -> SipMessages.set(response, services.messages().header(header, value)));
    }

    private static Set<String> unsupported(Request invite) {
        Set<String> unsupported = new TreeSet<>();
        for (Iterator<?> headers = invite.getHeaders(RequireHeader.NAME); headers.hasNext(); ) {
            String tag = ((RequireHeader) headers.next()).getOptionTag().strip().toLowerCase(Locale.ROOT);
            if (!tag.equals("timer") && !tag.equals("100rel")) {
                unsupported.add(tag.replaceAll("[^a-z0-9.!%*_+`'~-]", "_"));
            }
        }
        return unsupported;
    }
}
