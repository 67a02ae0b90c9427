package org.voicemail4j.smdi.link;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Says how time passes, whoever sets the system's clock meanwhile: a clock put back by an hour must not hold lamps up for an
 * hour. Its instants mean nothing outside the link.
 */
final class SteadyClock extends Clock {

    private final long begin = System.nanoTime();

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(System.nanoTime() - begin);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
