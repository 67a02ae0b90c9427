package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.testkit.ListeningContract.HearingLine;
import org.voicemail4j.testkit.MediaSessionContract.FarEnd;
import org.voicemail4j.testkit.QuietLineContract.QuietLine;
import org.voicemail4j.testkit.Sounds;

/** A line over real UDP: the session at one end, at the other a phone that does as told, on a thread of its own. */
final class PhoneLine implements HearingLine, QuietLine, FarEnd, MediaSession {

    /** One thing to do. */
    private record Act(boolean whileRecording, Runnable work) {}

    private final Phone phone = new Phone();
    private final Queue<Act> acts = new ConcurrentLinkedQueue<>();
    private final RtpLeg leg;
    private final Thread owner = Thread.currentThread();
    private final Thread driver = new Thread(this::drive, "far end");
    private volatile boolean busy;
    private volatile boolean recording;
    private volatile boolean closed;
    /** Packets listened to; for the driver. */
    private int listened;

    PhoneLine(RtpMediaSessions sessions) {
        leg = (RtpLeg) sessions.answer(phone.offer()).orElseThrow();
        phone.call(leg.answer());
        driver.start();
    }

    private void drive() {
        while (!closed) {
            Act act = acts.peek();
            if (act != null && isUnderWay(act)) {
                acts.remove();
                act.work().run();
            } else {
                LockSupport.parkNanos(200_000);
            }
        }
    }

    /** Whether the session has begun something and waits for its media loop. */
    private boolean isUnderWay(Act act) {
        return (act.whileRecording() ? recording : busy) && owner.getState() == Thread.State.WAITING;
    }

    private FarEnd then(boolean whileRecording, Runnable work) {
        acts.add(new Act(whileRecording, work));
        return this;
    }

    @Override
    public FarEnd speaks(AudioContent words) {
        return then(true, () -> phone.speak(Phone.ulaw(Sounds.octets(words))));
    }

    @Override
    public FarEnd waits(Duration length) {
        return then(false, () -> phone.speak(Phone.silence((int) length.toMillis() / 20)));
    }

    @Override
    public FarEnd hears(Duration length) {
        return then(false, () -> {
            listened += (int) length.toMillis() / 20;
            Phone.await(() -> closed || phone.heard().size() >= listened);
        });
    }

    @Override
    public AudioContent heard() {
        short[] samples = Phone.linear(phone.heardOctets());
        ByteBuffer octets = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        octets.asShortBuffer().put(samples);
        return Sounds.of(AudioFormat.SLN, octets.array());
    }

    @Override
    public FarEnd presses(String keys) {
        keys.chars().forEach(key -> then(false, () -> phone.press(digit(key))));
        return this;
    }

    /** A flow that sees the first key finds the others in the queue. */
    @Override
    public FarEnd typesAhead(String keys) {
        List<Digit> digits = keys.chars().mapToObj(PhoneLine::digit).toList();
        return then(false, () -> leg.inTurn(call -> digits.forEach(call::press)));
    }

    /** A phone that is told nothing more sends nothing more. */
    @Override
    public void fallsDead() {}

    @Override
    public void holds() {
        then(true, () -> reoffer(MediaDirection.INACTIVE));
    }

    @Override
    public void resumes() {
        then(true, () -> reoffer(MediaDirection.SENDRECV));
    }

    /** What is said behind that is judged by it, as it is behind an answer that has arrived. */
    private void reoffer(MediaDirection direction) {
        assertThat(leg.reoffer(phone.offer(direction, Phone.PCMU, Phone.PCMA, Phone.EVENTS)))
                .isPresent();
        CompletableFuture<Void> done = new CompletableFuture<>();
        leg.inTurn(call -> done.complete(null));
        done.join();
    }

    private static Digit digit(int key) {
        return Digit.of((char) key).orElseThrow();
    }

    @Override
    public FarEnd hangsUp() {
        return then(false, leg::hangUp);
    }

    @Override
    public MediaSession session() {
        return this;
    }

    @Override
    public FarEnd farEnd() {
        return this;
    }

    @Override
    public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        busy = true;
        try {
            return leg.session().play(prompts, stopKeys);
        } finally {
            busy = false;
        }
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        busy = true;
        try {
            return leg.session().listen(audio, controls);
        } finally {
            busy = false;
        }
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        busy = true;
        recording = true;
        try {
            return leg.session().record(renditions, limits);
        } finally {
            busy = false;
            recording = false;
        }
    }

    @Override
    public void close() {
        closed = true;
        leg.close();
        try {
            driver.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        phone.close();
    }
}
