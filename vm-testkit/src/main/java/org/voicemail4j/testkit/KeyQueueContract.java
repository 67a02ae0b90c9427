package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.pause;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;

/**
 * How many keys wait for whoever listens next; beside {@link MediaSessionContract}, for sessions that queue keys themselves: in
 * a session whose keys wait with somebody else, such as a PBX that is told command by command, that one says how many.
 */
public interface KeyQueueContract {

    /** So many keys wait, as {@link MediaSession} has it. */
    int MOST = 64;

    /** A new call that has been answered. */
    MediaSessionContract.Line line();

    @Test
    default void sixtyFourKeysWaitInTheirOrder() {
        try (MediaSessionContract.Line line = line()) {
            String keys = keys(MOST);
            line.farEnd().typesAhead('*' + keys);

            assertThat(play(line, Digit.set("*"))).isEqualTo(PlayEnd.pressed(Digit.STAR));
            assertThat(pressed(line, MOST)).isEqualTo(keys);
        }
    }

    @Test
    default void theSixtyFifthKeyIsDroppedAndThoseBeforeItStay() {
        try (MediaSessionContract.Line line = line()) {
            String keys = keys(MOST);
            line.farEnd().typesAhead('*' + keys + "##");

            assertThat(play(line, Digit.set("*"))).isEqualTo(PlayEnd.pressed(Digit.STAR));
            assertThat(pressed(line, MOST)).isEqualTo(keys);
            assertThat(line.session().play(List.of(pause(ofMillis(300))), Digit.ANY))
                    .as("behind the last that had a place")
                    .isEqualTo(PlayEnd.completed());
        }
    }

    @Test
    default void thereIsRoomAgainForKeysThatComeLater() {
        try (MediaSessionContract.Line line = line()) {
            String keys = keys(MOST);
            line.farEnd().typesAhead('*' + keys + '#').waits(ofMillis(200)).presses("7");

            assertThat(play(line, Digit.set("*"))).isEqualTo(PlayEnd.pressed(Digit.STAR));
            assertThat(pressed(line, MOST)).isEqualTo(keys);
            assertThat(play(line, Digit.ANY)).isEqualTo(PlayEnd.pressed(Digit.SEVEN));
        }
    }

    /** Digits, no two neighbours alike. */
    private static String keys(int count) {
        return "1234567890".repeat(count / 10 + 1).substring(0, count);
    }

    private static PlayEnd play(MediaSessionContract.Line line, Set<Digit> stopKeys) {
        Duration longEnough = ofMinutes(1);
        return line.session().play(List.of(pause(longEnough)), stopKeys);
    }

    private static String pressed(MediaSessionContract.Line line, int count) {
        List<Digit> pressed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            play(line, Digit.ANY).key().ifPresent(pressed::add);
        }
        StringBuilder text = new StringBuilder();
        pressed.forEach(key -> text.append(key.symbol()));
        return text.toString();
    }
}
