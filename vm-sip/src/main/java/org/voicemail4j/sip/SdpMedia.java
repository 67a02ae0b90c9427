package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;

/**
 * One media section of a session description (RFC 8866 §5.14).
 *
 * @param kind {@code audio}, {@code video}, ...
 * @param port 0 to 65535; 0 means the section is refused
 * @param protocol such as {@code RTP/AVP}
 * @param formatTokens as they stand in the line
 * @param host where to send, of this section or of the session
 * @param attributes of this section, then those of the session, each without {@code a=}
 */
record SdpMedia(
        String kind,
        int port,
        String protocol,
        List<String> formatTokens,
        Optional<String> host,
        List<String> attributes) {

    private static final String NOWHERE = "0.0.0.0";
    private static final int MOST_FORMATS = 64;
    private static final int MOST_CRYPTOS = 32;

    /** Payload types that need no rtpmap (RFC 3551 §6): the audio ones. */
    private static final Map<Integer, String> STATIC_TYPES = Map.ofEntries(
            Map.entry(0, "PCMU/8000"),
            Map.entry(3, "GSM/8000"),
            Map.entry(4, "G723/8000"),
            Map.entry(5, "DVI4/8000"),
            Map.entry(6, "DVI4/16000"),
            Map.entry(7, "LPC/8000"),
            Map.entry(8, "PCMA/8000"),
            Map.entry(9, "G722/8000"),
            Map.entry(13, "CN/8000"),
            Map.entry(15, "G728/8000"),
            Map.entry(18, "G729/8000"));

    SdpMedia {
        formatTokens = List.copyOf(formatTokens);
        attributes = List.copyOf(attributes);
    }

    /** Starts a section from the value of its {@code m=} line. */
    static Optional<Builder> builder(String line) {
        String[] parts = SdpBody.SPACE.split(line);
        if (parts.length < 4 || parts.length > MOST_FORMATS + 3) {
            return Optional.empty();
        }
        int slash = parts[1].indexOf('/');
        int port = number(slash < 0 ? parts[1] : parts[1].substring(0, slash), 65535);
        List<String> formats = List.of(parts).subList(3, parts.length);
        return port < 0 ? Optional.empty() : Optional.of(new Builder(parts[0], port, parts[2], formats));
    }

    /** Whether this is sound over RTP that is not refused; it may propose encryption all the same (RFC 8643). */
    boolean isPlainAudio() {
        return kind.equals("audio") && port != 0 && protocol.equalsIgnoreCase("RTP/AVP");
    }

    /** Whether this is sound over RTP that must be encrypted, and is not refused. */
    boolean isSecureAudio() {
        return kind.equals("audio") && port != 0 && protocol.equalsIgnoreCase("RTP/SAVP");
    }

    /** What this section offers; empty if there is no address to send to or no format that can be named. */
    Optional<MediaOffer> offer() {
        List<PayloadFormat> formats = formats();
        return host.filter(known -> !formats.isEmpty())
                .map(known -> new MediaOffer(address(known), formats, direction(known), packetTime(), cryptos()));
    }

    /** Whether there are keys in it, good ones or not. */
    boolean namesKeys() {
        for (String attribute : attributes) {
            if (attribute.startsWith(SdpCrypto.NAME + ":")) {
                return true;
            }
        }
        return false;
    }

    private List<MediaCrypto> cryptos() {
        if (!namesKeys()) {
            return List.of();
        }
        return attributes.stream()
                .filter(attribute -> attribute.startsWith(SdpCrypto.NAME + ":"))
                .limit(MOST_CRYPTOS)
                .flatMap(attribute -> SdpCrypto.parse(attribute.substring(SdpCrypto.NAME.length() + 1)).stream())
                .toList();
    }

    private List<PayloadFormat> formats() {
        List<PayloadFormat> formats = new ArrayList<>();
        for (String token : formatTokens) {
            int type = number(token, 127);
            if (type >= 0 && formats.stream().noneMatch(known -> known.payloadType() == type)) {
                format(type).ifPresent(formats::add);
            }
        }
        return formats;
    }

    private Optional<PayloadFormat> format(int type) {
        String mapped = valueFor("rtpmap", type).orElse(STATIC_TYPES.getOrDefault(type, ""));
        String[] parts = mapped.split("/");
        int rateHz = parts.length < 2 ? -1 : number(parts[1].strip(), 1_000_000);
        return rateHz < 1 || parts[0].isBlank()
                ? Optional.empty()
                : Optional.of(new PayloadFormat(
                        type, parts[0].strip(), rateHz, valueFor("fmtp", type).orElse("")));
    }

    /** The text behind {@code a=name:type }. */
    private Optional<String> valueFor(String name, int type) {
        String prefix = name + ":" + type;
        for (String attribute : attributes) {
            int end = prefix.length();
            if (attribute.length() > end
                    && attribute.startsWith(prefix)
                    && (attribute.charAt(end) == ' ' || attribute.charAt(end) == '\t')) {
                return Optional.of(attribute.substring(end).strip());
            }
        }
        return Optional.empty();
    }

    private Optional<String> value(String name) {
        for (String attribute : attributes) {
            if (attribute.startsWith(name + ":")) {
                return Optional.of(attribute.substring(name.length() + 1).strip());
            }
        }
        return Optional.empty();
    }

    private MediaAddress address(String known) {
        if (attributes.contains("rtcp-mux")) {
            return new MediaAddress(known, port, port);
        }
        int said = value("rtcp")
                .map(text -> number(SdpBody.SPACE.split(text)[0], 65535))
                .orElse(-1);
        return new MediaAddress(known, port, said > 0 ? said : Math.min(port + 1, 65535));
    }

    /** An address of zeroes is the old way to say hold (RFC 3264 §8.4). */
    private MediaDirection direction(String known) {
        MediaDirection said = attributes.stream()
                .flatMap(attribute -> direct(attribute).stream())
                .findFirst()
                .orElse(MediaDirection.SENDRECV);
        if (!known.equals(NOWHERE)) {
            return said;
        }
        return said == MediaDirection.SENDRECV || said == MediaDirection.SENDONLY
                ? MediaDirection.SENDONLY
                : MediaDirection.INACTIVE;
    }

    private static Optional<MediaDirection> direct(String attribute) {
        return switch (attribute) {
            case "sendrecv", "sendonly", "recvonly", "inactive" ->
                Optional.of(MediaDirection.valueOf(attribute.toUpperCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    private Duration packetTime() {
        int millis = value("ptime").map(text -> number(text, 1_000)).orElse(-1);
        return millis >= 10 && millis <= 200 ? Duration.ofMillis(millis) : MediaOffer.USUAL_PACKET_TIME;
    }

    private static int number(String text, int highest) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number <= highest ? number : -1;
    }

    /** Without the attributes: there may be keys among them. */
    @Override
    public String toString() {
        return kind + ' ' + port + ' ' + protocol + ' ' + formatTokens;
    }

    /** Collects a section line by line. */
    static final class Builder {

        private final String kind;
        private final int port;
        private final String protocol;
        private final List<String> formats;
        private final List<String> attributes = new ArrayList<>();
        private Optional<String> host = Optional.empty();

        private Builder(String kind, int port, String protocol, List<String> formats) {
            this.kind = kind;
            this.port = port;
            this.protocol = protocol;
            this.formats = formats;
        }

        void host(String known) {
            host = Optional.of(known);
        }

        void attribute(String text) {
            attributes.add(text);
        }

        SdpMedia build(Optional<String> sessionHost, List<String> sessionAttributes) {
            attributes.addAll(sessionAttributes);
            return new SdpMedia(kind, port, protocol, formats, host.or(() -> sessionHost), attributes);
        }
    }
}
