package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaDirection;

class RemoteTest {

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "255.249.199.1"})
    void anAddressIsWhereSoundGoes(String host) {
        assertThat(of(host).rtp()).isNotNull();
    }

    /** The system would take these for addresses or names and perhaps ask a name server, which blocks. */
    @ParameterizedTest
    @ValueSource(strings = {"127.1", "1.2.3", "1", "2130706433", "256.1.1.1", "1.2.3.999", "localhost"})
    void whatOnlyLooksLikeAnAddressIsNotLookedUp(String host) {
        assertThat(Remote.isAddress(host)).isFalse();
        assertThat(of(host).rtp()).isNull();
        assertThat(of(host).wantsSound()).isTrue();
    }

    @Test
    void noAddressAtAllIsTheOldWayToHold() {
        assertThat(of("0.0.0.0").wantsSound()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "phone.example.org"})
    void reportsGoWithTheSoundWhateverTheHost(String host) {
        assertThat(Remote.of(new MediaAddress(host, 4000, 4000), MediaDirection.SENDRECV)
                        .multiplexed())
                .isTrue();
        assertThat(of(host).multiplexed()).isFalse();
    }

    private static Remote of(String host) {
        return Remote.of(new MediaAddress(host, 4000, 4001), MediaDirection.SENDRECV);
    }
}
