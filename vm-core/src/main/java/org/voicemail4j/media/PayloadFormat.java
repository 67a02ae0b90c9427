package org.voicemail4j.media;

import java.util.Locale;

/**
 * One payload format of an offer or answer (RFC 8866 §6.6, {@code a=rtpmap} and {@code a=fmtp}).
 *
 * @param payloadType 0 to 127
 * @param encodingName such as {@code PCMU} or {@code telephone-event}; compared without regard to case
 * @param clockRateHz RTP clock rate
 * @param parameters the text of {@code a=fmtp}, or empty
 */
public record PayloadFormat(int payloadType, String encodingName, int clockRateHz, String parameters) {

    /** Encoding name of RFC 4733 events. */
    public static final String TELEPHONE_EVENT = "telephone-event";

    public PayloadFormat {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("not a payload type: " + payloadType);
        }
        if (encodingName.isEmpty() || clockRateHz < 1) {
            throw new IllegalArgumentException("not a payload format: " + encodingName + "/" + clockRateHz);
        }
    }

    /** Whether this is the encoding of that name at that clock rate. */
    public boolean is(String name, int rateHz) {
        return clockRateHz == rateHz && encodingName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
    }
}
