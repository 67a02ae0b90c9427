package org.voicemail4j.sip;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaOffer;

/**
 * What a peer's session description proposes to us: the first sound over RTP that the call's terms let us take, encrypted
 * rather than in clear, among whatever else it lists, which our answer must refuse line by line (RFC 3264 §6).
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
    static Optional<SdpOffer> of(SdpBody body, EncryptionTerms terms) {
        return first(body, section -> encrypted(section, terms))
                .or(() -> first(body, section -> clear(section, terms)));
    }

    private static Optional<SdpOffer> first(SdpBody body, Function<SdpMedia, Optional<MediaOffer>> reading) {
        List<SdpMedia> sections = body.media();
        for (int i = 0; i < sections.size(); i++) {
            int index = i;
            Optional<MediaOffer> media = reading.apply(sections.get(i));
            if (media.isPresent()) {
                return media.map(offer -> new SdpOffer(body, index, offer));
            }
        }
        return Optional.empty();
    }

    private static Optional<MediaOffer> encrypted(SdpMedia section, EncryptionTerms terms) {
        return terms.may() && section.namesKeys() && (section.isSecureAudio() || section.isPlainAudio())
                ? section.offer().filter(offer -> !offer.cryptos().isEmpty())
                : Optional.empty();
    }

    private static Optional<MediaOffer> clear(SdpMedia section, EncryptionTerms terms) {
        return !terms.must() && section.isPlainAudio()
                ? section.offer().map(offer -> offer.withCryptos(List.of()))
                : Optional.empty();
    }

    /** Whether an answer in clear would be no answer to it. */
    boolean mustBeEncrypted(EncryptionTerms terms) {
        return terms.must() || body.media().get(chosen).isSecureAudio();
    }

    /** The same description read as the answer to our own offer. */
    MediaAnswer asAnswer() {
        return new MediaAnswer(
                media.address(),
                media.formats(),
                media.direction(),
                media.packetTime(),
                media.cryptos().stream().findFirst());
    }
}
