package org.voicemail4j.sip;

/** So many notices a second: a quarter of a second's at once, and time brings more. Used by one thread. */
final class LampPace {

    private final int perSecond;
    private final double burst;
    private final StackClock clock;
    private double allowance;
    private long refilled;

    LampPace(int perSecond, StackClock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
        this.burst = Math.max(1, perSecond / 4.0);
        this.allowance = burst;
        this.refilled = clock.nanos();
    }

    /** By the time that has passed, for ticks come late on a busy machine. */
    void refill() {
        long now = clock.nanos();
        allowance = Math.min(burst, allowance + perSecond * ((now - refilled) / 1e9));
        refilled = now;
    }

    /** Takes one; false if there is none. */
    boolean take() {
        boolean any = allowance >= 1;
        allowance -= any ? 1 : 0;
        return any;
    }

    boolean isFull() {
        return allowance >= burst;
    }
}
