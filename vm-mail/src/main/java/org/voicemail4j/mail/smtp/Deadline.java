package org.voicemail4j.mail.smtp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.voicemail4j.mail.run.ElapsedClock;

/** Until when a conversation may go on. Used by one thread at a time, and read by those that write. */
final class Deadline {

    /** For the answer to the end of the data (RFC 5321 §4.5.3.2.6): whoever gives up before sends the mail again. */
    static final Duration LAST_ANSWER = Duration.ofMinutes(10);

    private final ElapsedClock clock;
    private final long longestMillis;
    private volatile long endNanos;
    private volatile long answerMillis;

    /** @param longest how long to wait for one octet */
    Deadline(ElapsedClock clock, Duration longest) {
        this.clock = clock;
        this.longestMillis = longest.toMillis();
        this.answerMillis = longestMillis;
        this.endNanos = clock.nanos();
    }

    /** So much time is left from now on. */
    void extend(Duration by) {
        endNanos = clock.nanos() + by.toNanos();
        answerMillis = longestMillis;
    }

    /** All data has been sent: the answer to it may take long. */
    void awaitLastAnswer() {
        answerMillis = LAST_ANSWER.toMillis();
    }

    /** Whether nothing more may be sent. */
    boolean isOver() {
        return endNanos - clock.nanos() <= 0;
    }

    /**
     * How long to wait for the next octet; nothing is left if this is not positive. What was sent in time always has the whole
     * time for its answer: giving up then would send again what the server has taken.
     */
    long leftMillis() {
        long tillEnd = TimeUnit.NANOSECONDS.toMillis(endNanos - clock.nanos());
        return Math.min(answerMillis, tillEnd + answerMillis);
    }
}
