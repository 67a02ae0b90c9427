package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;

/** Keys of phones that send each both by INFO and as telephone-events, or by one of them alone. */
class SignalledKeysTest {

    private final CallInMemory line = new CallInMemory();
    private int number;

    SignalledKeysTest() {
        line.describe(CallInMemory.agreement(0, 96));
    }

    private void event(Digit key) {
        for (int i = 1; i <= 3; i++) {
            byte[] event = {(byte) key.ordinal(), (byte) (i == 3 ? 0x8A : 0x0A), 0, (byte) (i * 50)};
            line.arrive(i == 1, 96, number + i, 160 * number, event);
        }
        number += 4;
        rest(10);
    }

    private void signalled(Digit key) {
        line.call.signalled(key, line.now);
    }

    private void rest(int frames) {
        for (int i = 0; i < frames; i++) {
            line.pass();
        }
    }

    /** What has been pressed since the last time. */
    private String pressed() {
        StringBuilder keys = new StringBuilder();
        while (true) {
            Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.ANY);
            playback.feed(Chunk.end(0));
            line.call.play(playback);
            line.pass();
            PlayEnd end = playback.end();
            if (end == null || end.equals(PlayEnd.completed())) {
                return keys.toString();
            }
            Digit.ANY.stream()
                    .filter(key -> end.equals(PlayEnd.pressed(key)))
                    .forEach(key -> keys.append(key.symbol()));
        }
    }

    @Test
    void aKeyThatIsSaidBothWaysIsPressedOnceWhicheverComesFirst() {
        signalled(Digit.ONE);
        event(Digit.ONE);
        event(Digit.TWO);
        signalled(Digit.TWO);
        signalled(Digit.TWO);
        event(Digit.TWO);

        assertThat(pressed()).isEqualTo("122");
    }

    @Test
    void keysThatAreOnlySignalledAreAllPressed() {
        signalled(Digit.ONE);
        signalled(Digit.ONE);
        rest(100);
        signalled(Digit.TWO);

        assertThat(pressed()).isEqualTo("112");
    }

    @Test
    void aKeyThatWasSignalledLongAgoIsAnotherPress() {
        signalled(Digit.ONE);
        rest(100);
        event(Digit.ONE);

        assertThat(pressed()).isEqualTo("11");
    }

    @Test
    void signalledKeysCountAgainOnceNoEventsAreAgreedOn() {
        event(Digit.ONE);
        line.describe(new Agreement(Calls.PCMU, Phone.PCMU, Optional.empty(), Optional.empty()));
        signalled(Digit.TWO);

        assertThat(pressed()).isEqualTo("12");
    }

    /** What is only overtaken is not lost for it. */
    @Test
    void aKeyThatEndsNothingLetsARecordingWaitForWhatIsMissing() {
        Recorder recorder = line.record();
        for (int i : new int[] {0, 1, 3}) {
            line.speak(0, i, true);
        }
        signalled(Digit.FIVE);
        line.speak(0, 2, true);
        line.end(recorder);

        assertThat(line.count(Count.LOST)).isZero();
        assertThat(line.count(Count.LATE)).isZero();
        assertThat(line.call.report().received().reordered()).isEqualTo(1);
    }

    @Test
    void aReportTellsWhatWasLostFromWhatWasLateAndWhatCameTwice() {
        for (int i : new int[] {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22}) {
            line.speak(0, i, true);
        }
        MediaReport.Received received = line.call.report().received();

        assertThat(received.lost()).as("13").isEqualTo(1);
        assertThat(received.tooLate()).as("2").isEqualTo(1);
        assertThat(received.doubled()).as("5").isEqualTo(1);
        assertThat(received.reordered()).isZero();
    }
}
