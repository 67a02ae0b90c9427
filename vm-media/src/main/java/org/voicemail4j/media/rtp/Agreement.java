package org.voicemail4j.media.rtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.media.PayloadFormat;

/**
 * What both sides speak: one codec, and telephone-events if both have them. Who answers an offer of ours with several
 * codecs may speak any of them at any time (RFC 3264 §7); we speak the first.
 *
 * @param codec how sound is coded
 * @param audio the codec's format and payload type, as the other side named them
 * @param events telephone-event's
 * @param noise comfort noise's (RFC 3389), at the clock of the sound; of those who do not offer it none is sent any
 * @param also what else may come of sound
 */
record Agreement(
        WireCodec codec,
        PayloadFormat audio,
        Optional<PayloadFormat> events,
        Optional<PayloadFormat> noise,
        List<Spoken> also) {

    /** A codec under its payload type. */
    record Spoken(int payloadType, WireCodec codec) {}

    Agreement {
        also = List.copyOf(also);
    }

    Agreement(WireCodec codec, PayloadFormat audio, Optional<PayloadFormat> events, Optional<PayloadFormat> noise) {
        this(codec, audio, events, noise, List.of());
    }

    private static final String COMFORT_NOISE = "CN";

    private static final PayloadFormat OUR_EVENTS =
            new PayloadFormat(101, PayloadFormat.TELEPHONE_EVENT, WireCodec.CLOCK_RATE_HZ, "0-15");

    /** What we have in common with those formats, the other side's best first; empty if no codec. */
    static Optional<Agreement> on(List<PayloadFormat> theirs, WireCodecs ours) {
        return first(theirs, ours.preferred()).or(() -> first(theirs, ours.reserve()));
    }

    /** The same of an answer to our offer. Codecs of another clock than the first's are not listened for. */
    static Optional<Agreement> onAnswer(List<PayloadFormat> theirs, WireCodecs ours) {
        return on(theirs, ours)
                .map(first -> first.with(theirs.stream()
                        .flatMap(format -> WireCodec.of(format, ours.all()).stream()
                                .map(codec -> new Spoken(format.payloadType(), codec)))
                        .filter(spoken -> spoken.payloadType() != first.audio.payloadType()
                                && spoken.codec().clockFactor() == first.codec.clockFactor())
                        .limit(PayloadTypes.MOST - 1)
                        .toList()));
    }

    private Agreement with(List<Spoken> others) {
        return new Agreement(codec, audio, events, noise, others);
    }

    private static Optional<Agreement> first(List<PayloadFormat> theirs, List<WireCodec> ours) {
        return theirs.stream()
                .flatMap(format -> WireCodec.of(format, ours).stream()
                        .map(codec -> new Agreement(
                                codec,
                                format,
                                events(theirs, codec),
                                format(theirs, COMFORT_NOISE, codec.format().clockRateHz()))))
                .findFirst();
    }

    /** Keys at the clock of the sound (RFC 4733 §2.1), or else at 8 kHz. */
    private static Optional<PayloadFormat> events(List<PayloadFormat> theirs, WireCodec codec) {
        return events(theirs, codec.format().clockRateHz()).or(() -> events(theirs, WireCodec.CLOCK_RATE_HZ));
    }

    private static Optional<PayloadFormat> events(List<PayloadFormat> theirs, int rateHz) {
        return format(theirs, PayloadFormat.TELEPHONE_EVENT, rateHz);
    }

    private static Optional<PayloadFormat> format(List<PayloadFormat> theirs, String name, int rateHz) {
        return theirs.stream().filter(format -> format.is(name, rateHz)).findFirst();
    }

    /** What we offer. */
    static List<PayloadFormat> offer(WireCodecs ours) {
        List<PayloadFormat> formats =
                new ArrayList<>(ours.all().stream().map(WireCodec::format).toList());
        formats.add(OUR_EVENTS);
        return formats;
    }

    /** Under their number and name, with our own parameters if we have any. */
    private PayloadFormat sound() {
        String ours = codec.format().parameters();
        return ours.isEmpty()
                ? audio
                : new PayloadFormat(audio.payloadType(), audio.encodingName(), audio.clockRateHz(), ours);
    }

    /** What we answer. */
    List<PayloadFormat> answer() {
        List<PayloadFormat> ours = new ArrayList<>(List.of(sound()));
        noise.ifPresent(ours::add);
        events.ifPresent(format -> ours.add(
                new PayloadFormat(format.payloadType(), PayloadFormat.TELEPHONE_EVENT, format.clockRateHz(), "0-15")));
        return List.copyOf(ours);
    }
}
