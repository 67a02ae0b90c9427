package org.voicemail4j.smdi.link;

import java.time.Duration;

/**
 * What a link has done since it began, and where it stands.
 *
 * @param up whether the line works
 * @param messages messages read
 * @param malformed what was read and is no message
 * @param resyncs messages that were found behind something else
 * @param noise how often the line told of damage
 * @param outages how often the line went down
 * @param expired messages no call came for: too late, too many, or replaced by another for their terminal
 * @param unmatched calls no message came for
 * @param lampsSent lamp commands that left
 * @param lampsBlocked how often the switch said {@code BLK}
 * @param lampsInvalid how often it said {@code INV}
 * @param messagesWaiting messages that wait for their call
 * @param backlog lamps that wait to be told
 * @param backlogAge how long the one that waits longest for its turn has waited
 */
public record SmdiStatistics(
        boolean up,
        long messages,
        long malformed,
        long resyncs,
        long noise,
        long outages,
        long expired,
        long unmatched,
        long lampsSent,
        long lampsBlocked,
        long lampsInvalid,
        int messagesWaiting,
        int backlog,
        Duration backlogAge) {}
