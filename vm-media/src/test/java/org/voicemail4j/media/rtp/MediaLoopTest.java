package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingLimits;

/** The schedule of what is sent, in a time that moves as the test says. */
class MediaLoopTest {

    private static final long MILLI = 1_000_000;

    private static final RecordingLimits UNTIL_POUND =
            new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Digit.set("#"));

    private long now;
    private final MediaLoop loop = new MediaLoop(() -> now);
    private final SplittableRandom random = new SplittableRandom(1);

    private RtpCall last = Calls.undescribed(loop, new PortPair(new Network(), new Network()), random);
    private Playback lastPlayback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.NONE);

    private Network playing(int frames) {
        Network network = new Network();
        RtpCall call = Calls.on(loop, new PortPair(network, new Network()), random);
        loop.submit(() -> loop.add(call));
        Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.ANY);
        playback.feed(Chunk.prompt(0, Phone.speech(frames, 1)));
        playback.feed(Chunk.end(0));
        loop.submit(() -> call.play(playback));
        last = call;
        lastPlayback = playback;
        return network;
    }

    /** Lets the loop run until that time and returns at which milliseconds a network was sent something. */
    private List<Long> sendTimes(Network network, long untilMillis) {
        List<Long> times = new ArrayList<>();
        while (now < untilMillis * MILLI) {
            int before = network.sent.size();
            loop.tick(now);
            for (int i = before; i < network.sent.size(); i++) {
                times.add(now / MILLI);
            }
            now += MILLI;
        }
        return times;
    }

    @Test
    void aFrameIsSentEveryTwentyMilliseconds() {
        Network network = playing(100);

        List<Long> times = sendTimes(network, 2100);

        assertThat(times).hasSize(100);
        for (int i = 1; i < 100; i++) {
            assertThat(times.get(i)).isEqualTo(times.get(0) + 20 * i);
        }
    }

    @Test
    void fewCallsShareASlotAndTheNextSlotIsHalfAFrameLater() {
        assertThat(sentInAFrame(2 * Slots.SHARING)).hasSize(2).satisfies(sent -> {
            List<Integer> at = List.copyOf(sent.keySet());
            assertThat(at.get(1) - at.get(0)).isEqualTo(Slots.SLOTS / 2);
            assertThat(sent.values()).containsOnly(Slots.SHARING);
        });
    }

    @Test
    void manyCallsAreSpreadOverAllSlots() {
        assertThat(sentInAFrame(Slots.SLOTS * (Slots.SHARING + 2)).values())
                .hasSize(Slots.SLOTS)
                .containsOnly(Slots.SHARING + 2);
    }

    /** How many packets so many calls send in which milliseconds of a frame. */
    private SortedMap<Integer, Integer> sentInAFrame(int calls) {
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            networks.add(playing(10));
        }
        loop.tick(0);
        SortedMap<Integer, Integer> sent = new TreeMap<>();
        int before = networks.stream().mapToInt(network -> network.sent.size()).sum();
        for (int millis = 1; millis <= Slots.SLOTS; millis++) {
            loop.tick(millis * MILLI);
            int after =
                    networks.stream().mapToInt(network -> network.sent.size()).sum();
            if (after > before) {
                sent.put(millis, after - before);
            }
            before = after;
        }
        return sent;
    }

    @Test
    void aLoopThatIsALittleLateCatchesUp() {
        Network network = playing(100);
        sendTimes(network, 100);
        int before = network.sent.size();

        now += 38 * MILLI;
        loop.tick(now);

        assertThat(network.sent.size() - before).isEqualTo(2);
        assertThat(loop.counters().value(Count.OVERRUN)).isZero();
    }

    @Test
    void aLoopThatIsVeryLateSkipsWhatItMissedAndCountsIt() {
        Network network = playing(100);
        sendTimes(network, 100);
        RtpPacket last = Packets.of(network.sent.get(network.sent.size() - 1));
        int before = network.sent.size();

        now += 1000 * MILLI;
        loop.tick(now);

        assertThat(network.sent.size() - before).isEqualTo(1);
        assertThat(loop.counters().value(Count.OVERRUN)).isEqualTo(1);
        RtpPacket next = Packets.of(network.sent.get(before));
        assertThat(next.sequence()).isEqualTo(last.sequence() + 1 & 0xFFFF);
        assertThat(next.timestamp() - last.timestamp()).isBetween(1000 * 8, 1040 * 8);
        assertThat(next.marker()).isTrue();
    }

    @Test
    void timestampsGoOnWhileNothingIsSent() {
        Network network = new Network();
        RtpCall call = Calls.on(loop, new PortPair(network, new Network()), random);
        loop.submit(() -> loop.add(call));
        Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.NONE);
        playback.feed(Chunk.prompt(0, Phone.speech(2, 1)));
        playback.feed(Chunk.pause(0, 800));
        playback.feed(Chunk.prompt(0, Phone.speech(2, 1)));
        playback.feed(Chunk.end(0));
        loop.submit(() -> call.play(playback));

        List<Long> times = sendTimes(network, 400);

        assertThat(playback.end()).isEqualTo(PlayEnd.completed());
        assertThat(times).hasSize(4);
        assertThat(times.get(2) - times.get(1)).isEqualTo(120);
        RtpPacket before = Packets.of(network.sent.get(1));
        RtpPacket after = Packets.of(network.sent.get(2));
        assertThat(after.timestamp() - before.timestamp()).isEqualTo(120 * 8);
        assertThat(after.sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
        assertThat(after.marker()).isTrue();
    }

    /** Whenever the key comes: nothing is sent any more 40 ms later, and the flow knows. */
    @ParameterizedTest(name = "pressed {0} ms after a frame, {1} calls, {2} packets before it")
    @CsvSource({"0, 1, 0", "1, 1, 3", "7, 1, 0", "13, 30, 2", "19, 100, 0"})
    void aKeyStopsWhatPlaysWithinFortyMilliseconds(int after, int calls, int before) {
        Network network = playing(500);
        RtpCall call = last;
        Playback playback = lastPlayback;
        for (int i = 1; i < calls; i++) {
            playing(500);
        }
        List<Long> early = sendTimes(network, 1000);
        long pressed = early.get(early.size() - 1) + 20 + after;
        sendTimes(network, pressed);
        for (int i = 0; i < before; i++) {
            network.arrive(Calls.CALLER, Packets.octets(false, 0, i, i * 160, 7, Phone.silence(1)));
        }
        byte[] key = {5, 10, 0, (byte) 160};
        network.arrive(Calls.CALLER, Packets.octets(true, 96, before, before * 160, 7, key));

        List<Long> late = sendTimes(network, pressed + 2000);

        assertThat(late).allMatch(time -> time <= pressed + 40);
        assertThat(playback.end()).isEqualTo(PlayEnd.pressed(Digit.FIVE));
        assertThat(call.isOver()).isFalse();
    }

    @Test
    void aLongWaitIsNoOverrunWhenThereAreNoCalls() {
        loop.tick(0);
        now = 10_000 * MILLI;
        Network network = playing(5);

        List<Long> times = sendTimes(network, 10_200);

        assertThat(times).hasSize(5);
        assertThat(loop.counters().value(Count.OVERRUN)).isZero();
    }

    /** Five frames at a time; and at once again when something else is asked of it. */
    @Test
    void aCallThatOnlyRecordsIsLookedAtTenTimesASecond() {
        Network network = new Network();
        RtpCall call = Calls.on(loop, new PortPair(network, new Network()), random);
        loop.submit(() -> loop.add(call));
        SampleBlocks blocks = new SampleBlocks(new BlockBudget(10), late -> {}, () -> {}, 1);
        Recorder recorder = new Recorder(UNTIL_POUND, blocks, new FlowSignal(), call.counters(), now);
        loop.submit(() -> call.record(recorder, now));
        network.arrive(Calls.CALLER, Packets.octets(false, 0, 0, 0, 7, Phone.speech(1, 0)));
        sendTimes(network, 400);
        network.looks = 0;
        sendTimes(network, 1400);

        assertThat(network.looks).isEqualTo(10);

        Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.ANY);
        playback.feed(Chunk.prompt(0, Phone.speech(10, 1)));
        playback.feed(Chunk.end(0));
        loop.submit(() -> {
            call.press(Digit.POUND);
            call.play(playback);
        });
        assertThat(sendTimes(network, 1620)).as("the first frame at once").hasSize(10);
        assertThat(recorder.end()).isNotNull();
    }

    @Test
    void aCallThatIsSentABurstIsLookedAtWithEachFrame() {
        Network network = new Network();
        RtpCall call = Calls.on(loop, new PortPair(network, new Network()), random);
        loop.submit(() -> loop.add(call));
        SampleBlocks blocks = new SampleBlocks(new BlockBudget(100), late -> {}, () -> {}, 1);
        Recorder recorder = new Recorder(UNTIL_POUND, blocks, new FlowSignal(), call.counters(), now);
        loop.submit(() -> call.record(recorder, now));
        for (int i = 0; i < 60; i++) {
            for (int k = 0; k < 30; k++) {
                int number = 30 * i + k;
                network.arrive(
                        Calls.CALLER, Packets.octets(false, 0, number, number * 160, 7, Phone.speech(1, number)));
            }
            sendTimes(network, 20 * i + 20);
        }

        assertThat(network.looks).isEqualTo(60);
    }

    /** Whose place another call takes loses nothing, nor does the other. */
    @Test
    void callsThatAreLetGoLeaveTheOthersInTheirTime() {
        List<Network> networks = new ArrayList<>();
        List<RtpCall> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) { // twenty in a slot
            networks.add(playing(1000));
            calls.add(last);
        }
        sendTimes(networks.get(1), 20);
        for (int i = 0; i < 400; i += 3) {
            loop.remove(calls.get(i));
        }
        loop.remove(calls.get(0));
        networks.forEach(network -> network.sent.clear());
        sendTimes(networks.get(1), 220);

        for (int i = 0; i < 400; i++) {
            assertThat(networks.get(i).sent.size()).as("call %d", i).isEqualTo(i % 3 == 0 ? 0 : 10);
        }
    }
}
