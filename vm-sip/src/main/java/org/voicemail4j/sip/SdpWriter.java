package org.voicemail4j.sip;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;

/**
 * Our side's session descriptions of one call: one session id, and a version that rises whenever the description
 * changes (RFC 3264 §8). Used by one thread at a time.
 */
final class SdpWriter {

    private final long sessionId;
    private int version;
    private String last = "";

    SdpWriter(long sessionId) {
        this.sessionId = sessionId;
    }

    /** Our answer: as many sections as the offer has, all but the chosen one refused. */
    String answer(SdpOffer offer, MediaAnswer answer) {
        StringBuilder sections = new StringBuilder();
        for (int i = 0; i < offer.body().media().size(); i++) {
            SdpMedia theirs = offer.body().media().get(i);
            if (i == offer.chosen()) {
                audio(
                        sections,
                        theirs.protocol(),
                        answer.address(),
                        answer.formats(),
                        answer.direction(),
                        answer.packetTime());
                answer.crypto().ifPresent(crypto -> crypto(sections, crypto));
            } else {
                refused(sections, theirs);
            }
        }
        return versioned(answer.address().host(), sections.toString());
    }

    /**
     * Our own offer.
     *
     * @param mustBeEncrypted whether it can be answered in clear no more
     */
    String offer(MediaOffer offer, boolean mustBeEncrypted) {
        StringBuilder sections = new StringBuilder();
        audio(
                sections,
                mustBeEncrypted ? "RTP/SAVP" : "RTP/AVP",
                offer.address(),
                offer.formats(),
                offer.direction(),
                offer.packetTime());
        offer.cryptos().forEach(crypto -> crypto(sections, crypto));
        return versioned(offer.address().host(), sections.toString());
    }

    private String versioned(String host, String sections) {
        String family = host.indexOf(':') < 0 ? "IP4" : "IP6";
        IntFunction<String> description = number -> "v=0\r\no=- " + sessionId + ' ' + number + " IN " + family + ' '
                + host + "\r\ns=-\r\nc=IN " + family + ' ' + host + "\r\nt=0 0\r\n" + sections;
        if (!description.apply(version).equals(last)) {
            version++;
            last = description.apply(version);
        }
        return last;
    }

    private static void crypto(StringBuilder to, MediaCrypto crypto) {
        to.append("a=")
                .append(SdpCrypto.NAME)
                .append(':')
                .append(SdpCrypto.format(crypto))
                .append("\r\n");
    }

    private static void refused(StringBuilder to, SdpMedia theirs) {
        to.append("m=").append(theirs.kind()).append(" 0 ").append(theirs.protocol());
        theirs.formatTokens().forEach(token -> to.append(' ').append(token));
        to.append("\r\n");
    }

    private static void audio(
            StringBuilder to,
            String protocol,
            MediaAddress address,
            List<PayloadFormat> formats,
            MediaDirection direction,
            Duration packetTime) {
        to.append("m=audio ").append(address.port()).append(' ').append(protocol);
        formats.forEach(format -> to.append(' ').append(format.payloadType()));
        to.append("\r\n");
        for (PayloadFormat format : formats) {
            to.append("a=rtpmap:").append(format.payloadType()).append(' ').append(format.encodingName());
            to.append('/').append(format.clockRateHz()).append(channels(format)).append("\r\n");
            if (!format.parameters().isEmpty()) {
                to.append("a=fmtp:")
                        .append(format.payloadType())
                        .append(' ')
                        .append(format.parameters())
                        .append("\r\n");
            }
        }
        if (address.isMultiplexed()) {
            to.append("a=rtcp-mux\r\n");
        } else if (address.rtcpPort() != address.port() + 1) {
            to.append("a=rtcp:").append(address.rtcpPort()).append("\r\n");
        }
        to.append("a=ptime:").append(packetTime.toMillis()).append("\r\n");
        to.append("a=").append(direction.name().toLowerCase(Locale.ROOT)).append("\r\n");
    }

    /** Opus is always said to have two channels (RFC 7587 §7). */
    private static String channels(PayloadFormat format) {
        return format.encodingName().equalsIgnoreCase("opus") ? "/2" : "";
    }
}
