package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.voicemail4j.mail.run.ElapsedClock;

/**
 * Whether a server, or one account on it, answers, and how much may wait for its answer. While it answers that is as much
 * as there are connections. Where no answer has come for a moment, a few pieces of work find out, and the others wait for
 * what these find; once none has come for long, nobody waits with them. After a failure one piece of work at a time tries
 * it again, later each time. So one that accepts everything and answers nothing holds few threads, whoever they belong to.
 *
 * <p>Used under the lock of the {@link ImapPool}, except for {@link #heard}.
 */
final class Line {

    private static final int FEW = 2;
    private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_PAUSE_OF_SILENCE = TimeUnit.MINUTES.toNanos(1);

    private final Object whose;
    private final ElapsedClock clock;
    private final long silence;
    private volatile long heard;
    private long begun;
    private int working;
    private int failures;
    private long notBefore;

    /** @param silence after which nobody else waits for an answer */
    Line(Object whose, ElapsedClock clock, Duration silence) {
        this.whose = whose;
        this.clock = clock;
        this.silence = silence.toNanos();
        this.heard = clock.nanos() - MOMENT;
    }

    /** It has answered something. From any thread. */
    void heard() {
        heard = clock.nanos();
    }

    /**
     * Whether work may begin now; if not, it may when the answer has come that others wait for.
     *
     * @throws IOException if there is no answer to be expected
     */
    boolean isOpen() throws IOException {
        long now = clock.nanos();
        if (failures > 0) {
            requireNoPause(now);
            return true;
        }
        if (working < FEW || now - heard < MOMENT) {
            return true;
        }
        if (isSilent(now)) {
            throw new IOException(whose + " has not answered " + working + " others for "
                    + TimeUnit.NANOSECONDS.toMillis(silentFor(now)) + " ms");
        }
        return false;
    }

    private void requireNoPause(long now) throws IOException {
        if (notBefore - now > 0) {
            throw new IOException(whose + " cannot be reached; next try in "
                    + TimeUnit.NANOSECONDS.toMillis(notBefore - now) + " ms");
        }
        if (working > 0) {
            throw new IOException(whose + " cannot be reached; it is being tried again");
        }
    }

    private long silentFor(long now) {
        return Math.min(now - heard, now - begun);
    }

    private boolean isSilent(long now) {
        return silentFor(now) >= silence;
    }

    void begin() {
        if (working++ == 0) {
            begun = clock.nanos();
        }
    }

    void end() {
        working--;
    }

    boolean isIdle() {
        return working == 0;
    }

    boolean isFailing() {
        return failures > 0;
    }

    void works() {
        failures = 0;
    }

    /** Whether no answer has come since that moment. */
    boolean isUnheardSince(long moment) {
        return heard - moment < 0;
    }

    /** Whether no answer has come for so long that nobody else should wait. */
    boolean isSilent() {
        return isSilent(clock.nanos());
    }

    /** Work that began at that moment has failed. The next pause is no shorter than the time that was lost. */
    void failed(long since) {
        long now = clock.nanos();
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(10, failures));
        notBefore = now + Math.max(pause, Math.min(LONGEST_PAUSE_OF_SILENCE, now - since));
        failures++;
    }
}
