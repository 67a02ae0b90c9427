package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaSession;

/**
 * A call whose caller follows a script, for tests without network, sound or waiting: time is virtual, a call of minutes
 * takes microseconds. First say what the caller does, step by step, then hand the call over, then read the {@link
 * #transcript}:
 *
 * <pre>{@code
 * var call = ScriptedCall.of(CallInfo.of("call-1", CallPurpose.deposit(ALICE)).build())
 *         .hears("vm-intro").presses("#")
 *         .speaks(Duration.ofSeconds(3)).presses("#");
 * service.answer(call);
 * assertThat(call.transcript()).contains("auth-thankyou");
 * }</pre>
 *
 * <p>Every named prompt sounds for a second unless {@link #promptsOf} says otherwise, recordings for as long as they are.
 * A caller with nothing left to do, or who waits for a prompt that does not come, hangs up after ten minutes. Not for
 * several threads, except for {@link #hangUp}.
 */
public final class ScriptedCall implements IncomingCall {

    private final CallInfo info;
    private final CallerScript script = new CallerScript();
    private final Transcript transcript = new Transcript();
    private final List<String> transfers = new ArrayList<>();
    private Consumer<Duration> timePasses = passed -> {};
    private Duration promptLength = Duration.ofSeconds(1);
    private long eventsUntilHangUp = Long.MAX_VALUE;
    private boolean transferable = true;
    private boolean heardEarly;
    private final AtomicBoolean hungUp = new AtomicBoolean();
    private @Nullable CallOutcome outcome;
    private @Nullable CallRefusal refusal;
    private boolean decided;
    private volatile @Nullable ScriptedMediaSession session;

    private ScriptedCall(CallInfo info) {
        this.info = Objects.requireNonNull(info, "info");
    }

    /** A call of which the network says that. */
    public static ScriptedCall of(CallInfo info) {
        return new ScriptedCall(info);
    }

    /** Waits until that prompt begins; what comes next in the script happens while it sounds. */
    public ScriptedCall hears(String prompt) {
        script.hear(prompt);
        return this;
    }

    /** Waits until a recording begins to sound: a greeting or a message. */
    public ScriptedCall hearsRecording() {
        return hears(CallerScript.RECORDING);
    }

    /** Lets time pass. */
    public ScriptedCall waits(Duration length) {
        script.await(length);
        return this;
    }

    /**
     * Presses keys, a tenth of a second apart.
     *
     * @param keys such as {@code "1234#"}
     */
    public ScriptedCall presses(String keys) {
        digits(keys).forEach(script::press);
        return this;
    }

    /** Presses keys all at once, before anybody could ask for the second. */
    public ScriptedCall typesAhead(String keys) {
        digits(keys).forEach(script::typeAhead);
        return this;
    }

    private static List<Digit> digits(String keys) {
        return keys.chars()
                .mapToObj(symbol -> Digit.of((char) symbol)
                        .orElseThrow(() -> new IllegalArgumentException("no key: '" + (char) symbol + "'")))
                .toList();
    }

    /** Waits until something records, and speaks: a tone at half of full scale. */
    public ScriptedCall speaks(Duration length) {
        script.speak(Speech.tone(length));
        return this;
    }

    /**
     * Waits until something records, and says that.
     *
     * @param words 16 bit linear PCM at 8 kHz
     */
    public ScriptedCall speaks(AudioContent words) {
        script.speak(Speech.of(words));
        return this;
    }

    /**
     * Sends nothing from here on, not even silence, as when the network lost the sound; the call itself stays. A recording that
     * has begun goes on with silence, and ends after thirty seconds of nothing.
     */
    public ScriptedCall fallsDead() {
        script.fallDead();
        return this;
    }

    /** Puts us on hold: until {@link #resumes} no time passes in a recording, which ends when that takes a minute. */
    public ScriptedCall holds() {
        script.hold(true);
        return this;
    }

    /** Comes back from {@link #holds hold}. */
    public ScriptedCall resumes() {
        script.hold(false);
        return this;
    }

    /** Hangs up. */
    public ScriptedCall hangsUp() {
        script.hangUp();
        return this;
    }

    /**
     * Loses the line at the n-th event, whatever the script says: events are the call's own start, every prompt and
     * every pause that begins, every key, and every second of recording.
     */
    public ScriptedCall hangsUpAtEvent(long event) {
        eventsUntilHangUp = event;
        return this;
    }

    /** Sets how long the caller waits with nothing to do before hanging up. */
    public ScriptedCall patience(Duration length) {
        script.patience(length);
        return this;
    }

    /** Sets how long every named prompt sounds. */
    public ScriptedCall promptsOf(Duration length) {
        promptLength = length;
        return this;
    }

    /** Lets the call's time pass on that clock, too. */
    public ScriptedCall on(ManualClock clock) {
        timePasses = clock::advance;
        return this;
    }

    /** Lets the network refuse every transfer. */
    public ScriptedCall withoutTransfer() {
        transferable = false;
        return this;
    }

    /** Lets the line play to the caller before the call is answered. */
    public ScriptedCall withEarlyMedia() {
        heardEarly = true;
        return this;
    }

    @Override
    public CallInfo info() {
        return info;
    }

    @Override
    public MediaSession accept() {
        decide();
        var sound = new ScriptedMediaSession(script, transcript, timePasses, promptLength, eventsUntilHangUp);
        session = sound;
        if (hungUp.get()) {
            sound.end();
        }
        return sound;
    }

    private void decide() {
        if (decided) {
            throw new IllegalStateException("this call was answered or refused before");
        }
        decided = true;
    }

    @Override
    public Optional<EarlyMedia> early() {
        if (!heardEarly) {
            return Optional.empty();
        }
        MediaSession sound = accept();
        transcript.call("is heard before it is answered");
        return Optional.of(new EarlyMedia() {
            @Override
            public MediaSession session() {
                return sound;
            }

            @Override
            public void answer() {
                transcript.call("answers");
            }
        });
    }

    @Override
    public void ended(CallOutcome how) {
        outcome = how;
    }

    @Override
    public void reject(CallRefusal why) {
        decide();
        if (!hungUp.get()) {
            refuse(why);
        }
    }

    private void refuse(CallRefusal why) {
        refusal = why;
        transcript.call("refused: " + why.reason());
    }

    @Override
    public void hangUp() {
        ScriptedMediaSession open = session;
        boolean first = !hungUp.getAndSet(true);
        if (first && open == null && refusal == null) {
            refuse(CallRefusal.FAILED);
        } else if (first && open != null && !open.isGone()) {
            transcript.call("hangs up");
            open.end();
        }
    }

    @Override
    public CallControl control() {
        return this::transfer;
    }

    private boolean transfer(String target) {
        boolean done = transferable && session != null && !session.isGone();
        transcript.call((done ? "transfers to " : "cannot transfer to ") + target);
        if (done && session != null) {
            transfers.add(target);
            session.end();
        }
        return done;
    }

    /** The call as text, a line for each thing that happened. */
    public String transcript() {
        return transcript.toString();
    }

    /** How many events there were; see {@link #hangsUpAtEvent}. */
    public long events() {
        return session == null ? 0 : session.events();
    }

    /** What the caller wanted to do and never did: empty if the script ran to its end. */
    public List<String> unfinished() {
        return script.left();
    }

    /** Whether the call was answered and is over. */
    public boolean isOver() {
        return session != null && session.isGone();
    }

    /** Why the call was refused, if it was. */
    public Optional<CallRefusal> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** How the conversation ended, once it has. */
    public Optional<CallOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    /** Whom the caller was sent on to, if anybody. */
    public Optional<String> transferredTo() {
        return transfers.isEmpty() ? Optional.empty() : Optional.of(transfers.get(0));
    }

    /** What of recordings the caller has heard. */
    HeardSound heard() {
        return session == null ? new HeardSound() : session.heard();
    }

    /** In which language prompts are spoken now. */
    public Locale language() {
        return session == null ? Locale.ENGLISH : session.spoken();
    }
}
