package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of a stream of packets in whatever order; time stands still unless a test moves it. */
class RtpStreamTest {

    private final Counters counters = new Counters();
    private final List<String> out = new ArrayList<>();
    private final RtpStream stream =
            new RtpStream(packet -> out.add(String.valueOf(packet.sequence())), () -> out.add("restart"), counters);

    private void receive(int sequence) {
        stream.receive(Packets.sound(sequence), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "in order, '10 11 12', '10 11 12', 0, 0, 0",
        "swapped, '10 12 11 13', '10 11 12 13', 0, 0, 0",
        "wrapped around, '65534 0 65535 1', '65534 65535 0 1', 0, 0, 0",
        "twice, '10 11 11 10 12', '10 11 12', 0, 0, 2",
        "twice while held back, '10 12 12 11', '10 11 12', 0, 0, 1",
        "late by all the window, '10 12 13 14 15 16 17 18 19 11 20', '10 12 13 14 15 16 17 18 19 20', 1, 1, 0",
        "late twice, '10 12 13 14 15 16 17 18 19 11 11', '10 12 13 14 15 16 17 18 19', 1, 1, 1",
        "before the start, '10 8 11', '10 11', 0, 1, 0",
        "many lost, '10 40 41 42 43 44 45 46 47', '10 40 41 42 43 44 45 46 47', 29, 0, 0"
    })
    void packetsComeOutInOrder(String what, String in, String expected, int lost, int late, int twice) {
        Arrays.stream(in.split(" ")).mapToInt(Integer::parseInt).forEach(this::receive);

        assertThat(String.join(" ", out)).as(what).isEqualTo(expected);
        assertThat(counters.value(Count.LOST)).as("lost").isEqualTo(lost);
        assertThat(counters.value(Count.LATE)).as("late").isEqualTo(late);
        assertThat(counters.value(Count.DUPLICATE)).as("duplicate").isEqualTo(twice);
    }

    /** A hundred places lie between; what came before the start was nobody's loss, what comes twice is none either. */
    @ParameterizedTest
    @CsvSource({"'10 9 8 7', 0, 3, 0", "'10 9 9', 0, 2, 0", "LATE_BY_80, 1, 1, 1", "TWICE_AFTER_80, 0, 0, 0"})
    void onlyWhatWasCountedLostComesAfterAll(String in, int lost, int late, int afterAll) {
        String rest = IntStream.rangeClosed(12, 90).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        String packets =
                in.replace("LATE_BY_80", "10 " + rest + " 11").replace("TWICE_AFTER_80", "10 11 " + rest + " 11");

        Arrays.stream(packets.split(" ")).mapToInt(Integer::parseInt).forEach(this::receive);

        assertThat(counters.value(Count.LOST)).as("lost").isEqualTo(lost);
        assertThat(counters.value(Count.LATE)).as("late").isEqualTo(late);
        assertThat(counters.value(Count.CAME_AFTER_ALL))
                .as("late, and counted lost")
                .isEqualTo(afterAll);
    }

    @Test
    void aMissingPacketIsWaitedForTwoHundredMilliseconds() {
        stream.receive(Packets.sound(1), 0);
        stream.receive(Packets.sound(3), 1);
        stream.expire(200_000_000);
        assertThat(out).containsExactly("1");

        stream.expire(200_000_001);
        assertThat(out).containsExactly("1", "3");
        assertThat(counters.value(Count.LOST)).isEqualTo(1);
    }

    @Test
    void eachGapIsWaitedForTwoHundredMilliseconds() {
        long milli = 1_000_000;
        stream.receive(Packets.sound(1), 0);
        stream.receive(Packets.sound(3), 10 * milli);
        stream.receive(Packets.sound(5), 150 * milli);
        stream.receive(Packets.sound(2), 160 * milli);
        stream.expire(215 * milli);
        stream.receive(Packets.sound(4), 220 * milli);

        assertThat(out).containsExactly("1", "2", "3", "4", "5");
        assertThat(counters.value(Count.LOST)).isZero();
    }

    @Test
    void theLastPacketsComeOutWhenFlushed() {
        receive(1);
        receive(4);
        stream.flush();

        assertThat(out).containsExactly("1", "4");
    }

    @Test
    void anotherSourceIsBelievedAtItsSecondPacketAndLosesNone() {
        receive(1);
        receive(3);
        stream.receive(Packets.sound(700, 42), 0);
        assertThat(out).containsExactly("1");
        stream.receive(Packets.sound(701, 42), 0);

        assertThat(out).containsExactly("1", "3", "restart", "700", "701");
        assertThat(stream.ssrc()).isEqualTo(42);
    }

    @Test
    void anotherSourceWithoutSequenceIsNotBelieved() {
        receive(1);
        stream.receive(Packets.sound(700, 42), 0);
        stream.receive(Packets.sound(702, 42), 0);
        receive(2);
        stream.receive(Packets.sound(703, 42), 0);

        assertThat(out).containsExactly("1", "2");
    }

    @Test
    void aSequenceThatStartsAnewIsBelievedAtItsSecondPacket() {
        receive(10);
        receive(40000);
        receive(40001);

        assertThat(out).containsExactly("10", "restart", "40000", "40001");
    }
}
