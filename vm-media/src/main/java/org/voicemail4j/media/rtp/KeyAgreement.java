package org.voicemail4j.media.rtp;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaKey;

/**
 * How the two sides of a call come to the keys of its sound (RFC 4568 §7.1): of what is offered the first that is known is
 * taken; each side sends under a key of its own. A side that offers its key again goes on with it, and so do we; for a new
 * one we make a new one too. For one thread at a time.
 */
final class KeyAgreement {

    private static final List<CryptoSuite> PREFERRED =
            List.of(CryptoSuite.AEAD_AES_128_GCM, CryptoSuite.AES_CM_128_HMAC_SHA1_80);

    private final RandomGenerator random;
    private List<MediaCrypto> offered = List.of();
    private Optional<MediaCrypto> ours = Optional.empty();
    private Optional<MediaKey> theirs = Optional.empty();

    /**
     * @param random makes keys: a {@link java.security.SecureRandom}, unless somebody tests
     */
    KeyAgreement(RandomGenerator random) {
        this.random = random;
    }

    /** What we offer: what is agreed already, or else a new key for every suite. */
    List<MediaCrypto> offer() {
        if (ours.isEmpty() && offered.isEmpty()) {
            offered = IntStream.range(0, PREFERRED.size())
                    .mapToObj(i -> new MediaCrypto(i + 1, MediaKey.random(PREFERRED.get(i), random)))
                    .toList();
        }
        return ours.map(List::of).orElse(offered);
    }

    /** Takes an offer; without cryptos sound is in clear from now on. */
    void answer(List<MediaCrypto> cryptos) {
        Optional<MediaCrypto> taken = cryptos.stream().findFirst();
        ours = taken.map(this::answer);
        theirs = taken.map(MediaCrypto::key);
    }

    /** What we answer. */
    Optional<MediaCrypto> answer() {
        return ours;
    }

    private MediaCrypto answer(MediaCrypto taken) {
        MediaKey key = ours.map(MediaCrypto::key)
                .filter(known -> theirs.equals(Optional.of(taken.key())))
                .orElseGet(() -> MediaKey.random(taken.key().suite(), random));
        return new MediaCrypto(taken.tag(), key);
    }

    /** Takes the answer to our offer; false if it takes what we did not offer, and all stays as it was. */
    boolean accept(Optional<MediaCrypto> answer) {
        Optional<MediaCrypto> chosen = answer.flatMap(
                theirs -> offer().stream().filter(our -> matches(our, theirs)).findFirst());
        if (answer.isPresent() && chosen.isEmpty()) {
            return false;
        }
        ours = chosen;
        theirs = answer.map(MediaCrypto::key);
        return true;
    }

    private static boolean matches(MediaCrypto our, MediaCrypto theirs) {
        return our.tag() == theirs.tag() && our.key().suite() == theirs.key().suite();
    }

    /** The key under which we send; empty for sound in clear. */
    Optional<MediaKey> ours() {
        return ours.map(MediaCrypto::key);
    }

    /** The key under which the other side sends; empty for sound in clear. */
    Optional<MediaKey> theirs() {
        return theirs;
    }
}
