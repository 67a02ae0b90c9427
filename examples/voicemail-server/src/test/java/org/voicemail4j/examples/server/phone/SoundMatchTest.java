package org.voicemail4j.examples.server.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SoundMatchTest {

    private static final short[] SAID = Speech.say(3, 1);

    @Test
    void findsWhatWasSaidToTheSample() {
        short[] heard = join(Speech.say(2, 2), new short[777], throughTheCodec(SAID), Speech.say(1, 3));

        SoundMatch match = SoundMatch.find(SAID, heard);

        assertThat(match.correlation()).isGreaterThan(0.99);
        assertThat(match.offset()).isEqualTo(Speech.say(2, 2).length + 777);
        assertThat(match.drift()).isZero();
    }

    @Test
    void otherSpeechDoesNotMatch() {
        assertThat(SoundMatch.find(SAID, Speech.say(10, 4)).correlation()).isLessThan(0.5);
    }

    @Test
    void silenceDoesNotMatch() {
        assertThat(SoundMatch.find(SAID, new short[60_000]).correlation()).isZero();
        assertThat(SoundMatch.find(SAID, new short[10]).correlation()).isZero();
    }

    @Test
    void aGapOfOnePacketShowsAsDrift() {
        short[] heard = join(Arrays.copyOf(SAID, 12_000), new short[160], tail(SAID, 12_000), new short[8000]);

        SoundMatch match = SoundMatch.find(SAID, heard);

        assertThat(match.drift()).isEqualTo(160);
        assertThat(match.lengthError()).isCloseTo(160.0 / SAID.length, within(1e-9));
        assertThat(match.correlation()).isLessThan(0.9);
    }

    private static short[] throughTheCodec(short[] sound) {
        short[] decoded = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            decoded[i] = MuLaw.decode(MuLaw.encode(sound[i]));
        }
        return decoded;
    }

    private static short[] tail(short[] sound, int from) {
        return Arrays.copyOfRange(sound, from, sound.length);
    }

    private static short[] join(short[]... parts) {
        short[] all =
                new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
