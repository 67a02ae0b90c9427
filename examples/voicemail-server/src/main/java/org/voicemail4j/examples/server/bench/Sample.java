package org.voicemail4j.examples.server.bench;

/**
 * One second of a load.
 *
 * @param second since its start
 * @param up calls that were up
 * @param cores processor that the server used, in cores
 * @param residentMebibytes memory of the server
 */
public record Sample(long second, int up, double cores, long residentMebibytes) {}
