package org.voicemail4j.media.rtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.media.PayloadFormat;

/**
 * What both sides speak: one codec, and telephone-events if both have them.
 *
 * @param codec how sound is coded
 * @param audio the codec's format and payload type, as the other side named them
 * @param events telephone-event's
 */
record Agreement(WireCodec codec, PayloadFormat audio, Optional<PayloadFormat> events) {

    private static final PayloadFormat OUR_EVENTS =
            new PayloadFormat(101, PayloadFormat.TELEPHONE_EVENT, WireCodec.CLOCK_RATE_HZ, "0-15");

    /** What we have in common with those formats, the other side's best first; empty if no codec. */
    static Optional<Agreement> on(List<PayloadFormat> theirs, List<WireCodec> ours) {
        Optional<PayloadFormat> events = theirs.stream()
                .filter(format -> format.is(PayloadFormat.TELEPHONE_EVENT, WireCodec.CLOCK_RATE_HZ))
                .findFirst();
        return theirs.stream()
                .flatMap(format ->
                        WireCodec.of(format, ours).stream().map(codec -> new Agreement(codec, format, events)))
                .findFirst();
    }

    /** What we offer. */
    static List<PayloadFormat> offer(List<WireCodec> ours) {
        List<PayloadFormat> formats =
                new ArrayList<>(ours.stream().map(WireCodec::format).toList());
        formats.add(OUR_EVENTS);
        return formats;
    }

    /** What we answer. */
    List<PayloadFormat> answer() {
        return events.map(format -> List.of(
                        audio,
                        new PayloadFormat(
                                format.payloadType(), PayloadFormat.TELEPHONE_EVENT, WireCodec.CLOCK_RATE_HZ, "0-15")))
                .orElse(List.of(audio));
    }
}
