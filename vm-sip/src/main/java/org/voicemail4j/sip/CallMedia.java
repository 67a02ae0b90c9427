package org.voicemail4j.sip;

import java.util.Objects;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaLeg;
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
    private String description;
    /** CSeq of the INVITE that our offer answered, as long as the peer's answer to that is due. */
    private long offeredTo;

    private CallMedia(MediaLeg leg, SdpWriter writer, String description, long offeredTo) {
        this.leg = leg;
        this.writer = writer;
        this.description = description;
        this.offeredTo = offeredTo;
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
    static Opening open(Request invite, MediaSessionFactory factory, long sessionId) {
        SdpWriter writer = new SdpWriter(sessionId);
        byte[] body = invite.getRawContent();
        if (body == null || body.length == 0) {
            MediaLeg leg = factory.offer();
            return new Opening.Opened(new CallMedia(leg, writer, writer.offer(leg.offer()), sequence(invite)));
        }
        int status = acceptable(invite);
        if (status != Response.OK) {
            return new Opening.Refused(status);
        }
        Optional<SdpOffer> offer = read(body);
        if (offer.isEmpty()) {
            return new Opening.Refused(Response.NOT_ACCEPTABLE_HERE);
        }
        Optional<MediaLeg> leg = factory.answer(offer.get().media());
        return leg.isEmpty()
                ? new Opening.Refused(Response.NOT_ACCEPTABLE_HERE)
                : new Opening.Opened(new CallMedia(
                        leg.get(), writer, writer.answer(offer.get(), leg.get().answer()), NONE));
    }

    /** 200 if the body can be a session description of ours, else the status that says why not. */
    static int acceptable(Message message) {
        if (!(message.getHeader(ContentTypeHeader.NAME) instanceof ContentTypeHeader type)
                || !type.getContentType().equalsIgnoreCase("application")
                || !type.getContentSubType().equalsIgnoreCase("sdp")) {
            return Response.UNSUPPORTED_MEDIA_TYPE;
        }
        byte[] body = message.getRawContent();
        boolean malformed = body == null || SdpBody.parse(body) instanceof SdpBody.Parsed.Malformed;
        return malformed ? Response.BAD_REQUEST : Response.OK;
    }

    private static long sequence(Request request) {
        return new CallHeaders(request).sequence();
    }

    private static Optional<SdpOffer> read(byte[] body) {
        return SdpBody.parse(body) instanceof SdpBody.Parsed.Described described
                ? SdpOffer.of(described.body())
                : Optional.empty();
    }

    MediaSession session() {
        return leg.session();
    }

    /** Our description as it is now: an answer, or an offer that has not been answered. */
    String description() {
        return description;
    }

    /** Whether we offered and the peer has not answered. */
    boolean isAnswerDue() {
        return offeredTo != NONE;
    }

    /** Whether it is the ACK of the INVITE with that CSeq that has to bring it; the ACK of an earlier one may come late. */
    boolean isAnswerDue(long sequence) {
        return offeredTo == sequence;
    }

    /** Offers again, for a re-INVITE without a description. */
    String offer(Request reinvite) {
        offeredTo = sequence(reinvite);
        description = writer.offer(leg.offer());
        return description;
    }

    /** Takes a new offer of the peer; empty if it has nothing for us, and everything stays. */
    Optional<String> reoffer(byte[] body) {
        Optional<SdpOffer> offer = read(body);
        Optional<MediaAnswer> answer = offer.flatMap(known -> leg.reoffer(known.media()));
        answer.ifPresent(given -> description = writer.answer(offer.orElseThrow(), given));
        return answer.map(given -> description);
    }

    /** Takes the peer's answer to our offer; false if the call cannot go on. */
    boolean answered(byte[] body) {
        offeredTo = NONE;
        return read(body).map(offer -> leg.accept(offer.asAnswer())).orElse(false);
    }

    void press(Digit digit) {
        leg.press(digit);
    }

    @Override
    public void close() {
        leg.close();
    }
}
