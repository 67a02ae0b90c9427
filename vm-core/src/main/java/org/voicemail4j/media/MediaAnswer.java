package org.voicemail4j.media;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a party agrees to for the sound of a call (RFC 3264 §6).
 *
 * @param address where it receives
 * @param formats what it will receive: one audio format first, telephone-event with it if both sides have it; at least one
 * @param direction which way sound goes, as the party that says it sees it
 * @param packetTime sound in one packet that it likes to receive, 10 to 200 ms
 * @param crypto how what it sends is encrypted, with the tag of the proposal that it takes; empty for sound in clear
 */
public record MediaAnswer(
        MediaAddress address,
        List<PayloadFormat> formats,
        MediaDirection direction,
        Duration packetTime,
        Optional<MediaCrypto> crypto) {

    /** Sound in one packet unless somebody says otherwise (RFC 3551 §4.2). */
    public static final Duration USUAL_PACKET_TIME = Duration.ofMillis(20);

    public MediaAnswer {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(crypto, "crypto");
        formats = List.copyOf(formats);
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("no format");
        }
        if (packetTime.toMillis() < 10 || packetTime.toMillis() > 200) {
            throw new IllegalArgumentException("not a packet time: " + packetTime);
        }
    }

    /** An answer with sound in clear. */
    public MediaAnswer(
            MediaAddress address, List<PayloadFormat> formats, MediaDirection direction, Duration packetTime) {
        this(address, formats, direction, packetTime, Optional.empty());
    }
}
