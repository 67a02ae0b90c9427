package org.voicemail4j.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaOffer;

/**
 * What a peer's session description proposes to us: the first sound over plain RTP, among whatever else it lists, which
 * our answer must refuse line by line (RFC 3264 §6).
 *
 * @param body the whole description
 * @param chosen index of the section that we take
 * @param media what it offers
 */
record SdpOffer(SdpBody body, int chosen, MediaOffer media) {

    SdpOffer {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(media, "media");
    }

    /** The offer in a description; empty if it has no section for us. */
    static Optional<SdpOffer> of(SdpBody body) {
        List<SdpMedia> sections = body.media();
        for (int i = 0; i < sections.size(); i++) {
            int index = i;
            Optional<MediaOffer> media =
                    sections.get(i).isPlainAudio() ? sections.get(i).offer() : Optional.empty();
            if (media.isPresent()) {
                return media.map(offer -> new SdpOffer(body, index, offer));
            }
        }
        return Optional.empty();
    }

    /** The same description read as the answer to our own offer. */
    MediaAnswer asAnswer() {
        return new MediaAnswer(media.address(), media.formats(), media.direction(), media.packetTime());
    }
}
