package org.voicemail4j.service;

/**
 * The calls of a service.
 *
 * @param now how many are going on
 * @param taken how many have been taken since the start
 * @param refused how many have been refused since because there were too many, the service was stopping, or there was no
 *     thread for them; calls for mailboxes that there are not count as taken
 * @param isDraining whether the service refuses calls because it is to stop
 */
public record CallCounts(int now, long taken, long refused, boolean isDraining) {}
