package org.voicemail4j.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.MediaSessionFactory;

/**
 * The sound of one call as its signalling negotiates it: session descriptions in, session descriptions out. Used by one
 * thread at a time.
 */
final class CallMedia implements AutoCloseable {

    private static final long NONE = -1;

    private final MediaLeg leg;
    private final SdpWriter writer;
    private final EncryptionTerms terms;
    private String description = "";
    /** CSeq of the INVITE that our offer answered, as long as the peer's answer to that is due. */
    private long offeredTo = NONE;

    private boolean encrypted;

    private CallMedia(MediaLeg leg, SdpWriter writer, EncryptionTerms terms) {
        this.leg = leg;
        this.writer = writer;
        this.terms = terms;
        this.encrypted = terms.must();
    }

    /** How opening ended. */
    sealed interface Opening {

        /**
         * There is sound.
         *
         * @param media the call's
         */
        record Opened(CallMedia media) implements Opening {
            public Opened {
                Objects.requireNonNull(media, "media");
            }
        }

        /**
         * The INVITE cannot be taken.
         *
         * @param status to refuse it with
         */
        record Refused(int status) implements Opening {}
    }

    /** Opens the sound that an INVITE asks for, or offers one if it came without a description. */
    static Opening open(Request invite, MediaSessionFactory factory, long sessionId, EncryptionTerms terms) {
        SdpWriter writer = new SdpWriter(sessionId);
        SessionPart body = SessionPart.of(invite);
        if (body.isEmpty()) {
            if (terms.must() && !terms.may()) {
                return new Opening.Refused(Response.NOT_ACCEPTABLE_HERE);
            }
            CallMedia offering = new CallMedia(factory.offer(), writer, terms);
            offering.offer(invite);
            return new Opening.Opened(offering);
        }
        SdpBody.Parsed parsed = SdpBody.parse(body.octets());
        int status = acceptable(body, parsed);
        if (status != Response.OK) {
            return new Opening.Refused(status);
        }
        Optional<SdpOffer> offer = read(parsed, terms);
        Optional<MediaLeg> leg = offer.flatMap(known -> factory.answer(known.media()));
        if (leg.isEmpty()) {
            return new Opening.Refused(Response.NOT_ACCEPTABLE_HERE);
        }
        CallMedia answering = new CallMedia(leg.get(), writer, terms);
        if (answering.answer(offer.orElseThrow(), leg.get().answer())) {
            return new Opening.Opened(answering);
        }
        answering.close();
        return new Opening.Refused(Response.NOT_ACCEPTABLE_HERE);
    }

    /** False if our sound would be in clear where it must not be. */
    private boolean answer(SdpOffer offer, MediaAnswer answer) {
        boolean must = offer.mustBeEncrypted(terms);
        if (must && answer.crypto().isEmpty()) {
            return false;
        }
        encrypted = must;
        description = writer.answer(offer, answer);
        return true;
    }

    /** 200 if the body can be a session description of ours, else the status that says why not. */
    static int acceptable(SessionPart body) {
        return acceptable(body, SdpBody.parse(body.octets()));
    }

    private static int acceptable(SessionPart body, SdpBody.Parsed parsed) {
        if (!body.isUnderstood()) {
            return Response.UNSUPPORTED_MEDIA_TYPE;
        }
        return parsed instanceof SdpBody.Parsed.Malformed ? Response.BAD_REQUEST : Response.OK;
    }

    private static long sequence(Request request) {
        return new CallHeaders(request).sequence();
    }

    private static Optional<SdpOffer> read(byte[] body, EncryptionTerms terms) {
        return read(SdpBody.parse(body), terms);
    }

    private static Optional<SdpOffer> read(SdpBody.Parsed parsed, EncryptionTerms terms) {
        return parsed instanceof SdpBody.Parsed.Described described
                ? SdpOffer.of(described.body(), terms)
                : Optional.empty();
    }

    MediaSession session() {
        return leg.session();
    }

    /** Our description as it is now: an answer, or an offer that has not been answered. */
    String description() {
        return description;
    }

    /** Our 200 is out: whoever sent nothing before does so now. */
    void begins() {
        leg.answered();
    }

    /** Whether we offered and the peer has not answered. */
    boolean isAnswerDue() {
        return offeredTo != NONE;
    }

    /** Whether it is the ACK of the INVITE with that CSeq that has to bring it; the ACK of an earlier one may come late. */
    boolean isAnswerDue(long sequence) {
        return offeredTo == sequence;
    }

    /** Offers for an INVITE or re-INVITE without a description; where it is allowed, with keys (RFC 8643). */
    String offer(Request invite) {
        offeredTo = sequence(invite);
        MediaOffer ours = leg.offer();
        description = writer.offer(terms.may() ? ours : ours.withCryptos(List.of()), encrypted);
        return description;
    }

    /** Takes a new offer of the peer; empty if it has nothing for us, and everything stays. */
    Optional<String> reoffer(byte[] body) {
        Optional<SdpOffer> offer = read(body, terms);
        return offer.flatMap(known -> leg.reoffer(known.media()))
                .filter(given -> answer(offer.orElseThrow(), given))
                .map(given -> description);
    }

    /** Takes the peer's answer to our offer; false if the call cannot go on. */
    boolean answered(byte[] body) {
        offeredTo = NONE;
        return read(body, terms)
                .filter(answer -> !encrypted || !answer.media().cryptos().isEmpty())
                .map(answer -> leg.accept(answer.asAnswer()))
                .orElse(false);
    }

    void press(Digit digit) {
        leg.press(digit);
    }

    @Override
    public void close() {
        leg.close();
    }
}
