package org.voicemail4j.media.rtp;

import java.util.List;
import java.util.stream.Stream;

/**
 * The codecs that we speak.
 *
 * @param preferred of these a caller's own best is taken
 * @param reserve those for callers who have none of the others
 */
record WireCodecs(List<WireCodec> preferred, List<WireCodec> reserve) {

    WireCodecs {
        preferred = List.copyOf(preferred);
        reserve = List.copyOf(reserve);
    }

    /** All, in the order in which we offer them. */
    List<WireCodec> all() {
        return Stream.concat(preferred.stream(), reserve.stream()).toList();
    }
}
