package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.media.MediaSession;

/**
 * What a caller hears before the call is answered: 183 with our session description (RFC 3960), reliably where the caller
 * can (RFC 3262), else repeated every minute so that nobody on the way gives the call up (RFC 3261 §13.3.1.1). A reliable
 * one must be acknowledged by PRACK before the call is answered. Used in steps of its call.
 */
final class EarlySound {

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Duration PRACK_PATIENCE = Duration.ofSeconds(32);
    /** The stack gives up an INVITE after three minutes. */
    private static final Duration LONGEST = Duration.ofSeconds(170);

    private final CallDialog dialog;
    private final CallTimers timers;
    private final Runnable giveUp;
    private boolean begun;
    private boolean reliable;
    private boolean acknowledged;
    private @Nullable Runnable answer;

    /**
     * @param giveUp ends the call, unanswered
     */
    EarlySound(CallDialog dialog, CallTimers timers, Runnable giveUp) {
        this.dialog = dialog;
        this.timers = timers;
        this.giveUp = giveUp;
    }

    /** The call as its flow sees it. */
    EarlyMedia heard(MediaSession session, Runnable answering) {
        return new EarlyMedia() {
            @Override
            public MediaSession session() {
                return session;
            }

            @Override
            public void answer() {
                answering.run();
            }
        };
    }

    /** Sends the 183. */
    void begin(String description) {
        begun = true;
        reliable = dialog.progressReliably(description);
        if (reliable) {
            timers.start(CallTimers.Timer.PROGRESS, PRACK_PATIENCE, giveUp);
        } else {
            repeat(description);
        }
        timers.start(CallTimers.Timer.DECISION, LONGEST, giveUp);
    }

    private void repeat(String description) {
        dialog.progress(description);
        timers.start(CallTimers.Timer.PROGRESS, AGAIN, () -> repeat(description));
    }

    /** PRACK has come. */
    void acknowledged() {
        if (!reliable || acknowledged) {
            return;
        }
        acknowledged = true;
        timers.stop(CallTimers.Timer.PROGRESS);
        Runnable due = answer;
        answer = null;
        if (due != null) {
            due.run();
        }
    }

    /** Answers now, or as soon as the caller has acknowledged what it hears. */
    void whenAcknowledged(Runnable answering) {
        if (reliable && !acknowledged) {
            answer = answering;
        } else {
            timers.stop(CallTimers.Timer.PROGRESS);
            answering.run();
        }
    }

    /** Whether offer and answer are exchanged for good, so that UPDATE may change them (RFC 3311 §5.1). */
    boolean isAgreed() {
        return begun && reliable && acknowledged;
    }

    /** What the 200 has to say: nothing where a reliable 183 has said it. */
    Optional<String> described(String description) {
        return isAgreed() ? Optional.empty() : Optional.of(description);
    }
}
