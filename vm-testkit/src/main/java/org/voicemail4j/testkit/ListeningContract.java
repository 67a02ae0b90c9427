package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;

/**
 * What a listener hears of a message after each key that steers it, to the 20 ms; beside {@link MediaSessionContract}, for
 * whoever can tell what its far end has heard. When keys are pressed may be left to the machine: what is heard before one is
 * known from what was heard, not from a clock.
 */
public interface ListeningContract {

    /** How long one of the message's frames is. */
    Duration FRAME = ofMillis(20);

    /** How far the keys that skip go. */
    int STEP = 10;

    /** Asterisk's keys: pound forward, star back, 0 pause, 2 restart. */
    ListenControls CONTROLS = ListenControls.standard(FRAME.multipliedBy(STEP));

    /** A new call that has been answered. */
    HearingLine line();

    /** A line at whose far end it is known what was heard. */
    interface HearingLine extends MediaSessionContract.Line {

        /**
         * All that has been heard so far: 16 bit linear PCM, 8 kHz. Where nothing sounds there may be silence or nothing. What was
         * sent last may be on its way; it is asked for again then.
         */
        AudioContent heard();

        /** How much of {@link #heard} came after the last key; empty where a machine that stands still for a moment would matter. */
        default Optional<Duration> heardAfterKey() {
            return Optional.empty();
        }
    }

    @Test
    default void aMessageIsHeardFromBeginningToEnd() {
        try (HearingLine line = line()) {
            assertThat(listen(line)).isEqualTo(PlayEnd.completed());

            assertThat(heardToTheEnd(line)).isEqualTo(frames(0));
        }
    }

    @Test
    default void forwardLeavesOutOneStep() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(200)).presses("#");

            assertThat(listen(line)).isEqualTo(PlayEnd.completed());
            List<Integer> heard = heardToTheEnd(line);
            int before = before(heard);
            assertThat(heard).isEqualTo(inOrder(before, before + STEP));
        }
    }

    @Test
    default void backRepeatsOneStep() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(300)).presses("*");

            assertThat(listen(line)).isEqualTo(PlayEnd.completed());
            List<Integer> heard = heardToTheEnd(line);
            int before = before(heard);
            assertThat(before).isGreaterThanOrEqualTo(15);
            assertThat(heard).isEqualTo(inOrder(before, before - STEP));
        }
    }

    @Test
    default void backBeforeTheBeginningStartsAnew() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(40)).presses("**");

            assertThat(listen(line)).isEqualTo(PlayEnd.completed());
            List<Integer> heard = heardToTheEnd(line);
            assertThat(heard.subList(heard.size() - Coded.MOST, heard.size())).isEqualTo(frames(0));
        }
    }

    @Test
    default void restartGoesBackToTheBeginning() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(300)).presses("2");

            assertThat(listen(line)).isEqualTo(PlayEnd.completed());
            List<Integer> heard = heardToTheEnd(line);
            assertThat(heard).isEqualTo(inOrder(before(heard), 0));
        }
    }

    @Test
    default void whatIsPausedGoesOnWhereItStopped() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(200)).presses("0").waits(ofMillis(200)).presses("0");

            assertThat(listen(line)).isEqualTo(PlayEnd.completed());
            assertThat(heardToTheEnd(line)).isEqualTo(frames(0));
        }
    }

    @Test
    default void whatIsPausedIsNotSkipped() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(200)).presses("0#*20");

            assertThat(listen(line)).isEqualTo(PlayEnd.completed());
            assertThat(heardToTheEnd(line)).isEqualTo(frames(0));
        }
    }

    @Test
    default void aKeyThatDoesNotSteerStopsWithinFortyMilliseconds() {
        try (HearingLine line = line()) {
            line.farEnd().hears(ofMillis(200)).presses("7");

            assertThat(listen(line)).isEqualTo(PlayEnd.pressed(Digit.SEVEN));
            List<Integer> heard = Coded.frames(line.heard());
            assertThat(heard).isEqualTo(frames(0).subList(0, heard.size()));
            line.heardAfterKey().ifPresent(late -> assertThat(late).isLessThanOrEqualTo(ofMillis(40)));
        }
    }

    private static PlayEnd listen(HearingLine line) {
        MediaSession session = line.session();
        return session.listen(Coded.message(), CONTROLS);
    }

    /** The numbers of the frames heard, once the last one is among them. */
    private static List<Integer> heardToTheEnd(HearingLine line) {
        List<Integer> heard = new ArrayList<>();
        Until.so("the end of the message is heard", Duration.ofSeconds(20), () -> {
            heard.clear();
            heard.addAll(Coded.frames(line.heard()));
            return !heard.isEmpty() && heard.get(heard.size() - 1) == Coded.MOST - 1;
        });
        return heard;
    }

    /** How many frames were heard before the first one that is not the next. */
    private static int before(List<Integer> heard) {
        int before = 0;
        while (before < heard.size() && heard.get(before) == before) {
            before++;
        }
        return before;
    }

    private static List<Integer> inOrder(int before, int after) {
        return Stream.concat(frames(0).subList(0, before).stream(), frames(after).stream())
                .toList();
    }

    private static List<Integer> frames(int from) {
        return IntStream.range(from, Coded.MOST).boxed().toList();
    }
}
