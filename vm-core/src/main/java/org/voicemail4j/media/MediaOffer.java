package org.voicemail4j.media;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a party proposes for the sound of a call: the audio part of a session description, already parsed (RFC 3264).
 *
 * @param address where it receives
 * @param formats what it can receive, in its order of preference; at least one
 * @param direction which way sound goes, as the party that says it sees it
 * @param packetTime sound in one packet that it likes to receive, 10 to 200 ms
 * @param cryptos ways to encrypt what it sends, in its order of preference; empty for sound in clear
 */
public record MediaOffer(
        MediaAddress address,
        List<PayloadFormat> formats,
        MediaDirection direction,
        Duration packetTime,
        List<MediaCrypto> cryptos) {

    /** Sound in one packet unless somebody says otherwise (RFC 3551 §4.2). */
    public static final Duration USUAL_PACKET_TIME = Duration.ofMillis(20);

    public MediaOffer {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(direction, "direction");
        formats = List.copyOf(formats);
        cryptos = List.copyOf(cryptos);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("no format");
        }
        if (packetTime.toMillis() < 10 || packetTime.toMillis() > 200) {
            throw new IllegalArgumentException("not a packet time: " + packetTime);
        }
    }

    /** An offer of sound in clear. */
    public MediaOffer(
            MediaAddress address, List<PayloadFormat> formats, MediaDirection direction, Duration packetTime) {
        this(address, formats, direction, packetTime, List.of());
    }

    /** The same with those ways to encrypt. */
    public MediaOffer withCryptos(List<MediaCrypto> others) {
        return new MediaOffer(address, formats, direction, packetTime, others);
    }
}
