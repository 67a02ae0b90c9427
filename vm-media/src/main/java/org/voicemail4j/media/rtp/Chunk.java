package org.voicemail4j.media.rtp;

/**
 * A piece of what is played, coded for the wire: sound, or nothing for a while.
 *
 * <p>Not a record, for it holds an array that is shared and never changed.
 */
final class Chunk {

    private static final byte[] NO_SOUND = new byte[0];

    /** Which run of a playback it belongs to; a run ends where the listener skips. */
    final int run;

    final byte[] octets;
    /** Octets that count as read ahead: those of recordings, not those of prompts, which are in memory anyway. */
    final int ahead;
    /** Samples of nothing, if this is no sound. */
    final long pause;

    private final boolean last;

    private Chunk(int run, byte[] octets, int ahead, long pause, boolean last) {
        this.run = run;
        this.octets = octets;
        this.ahead = ahead;
        this.pause = pause;
        this.last = last;
    }

    static Chunk prompt(int run, byte[] octets) {
        return new Chunk(run, octets, 0, 0, false);
    }

    static Chunk recorded(int run, byte[] octets) {
        return new Chunk(run, octets, octets.length, 0, false);
    }

    static Chunk pause(int run, long samples) {
        return new Chunk(run, NO_SOUND, 0, samples, false);
    }

    /** Nothing comes behind this one. */
    static Chunk end(int run) {
        return new Chunk(run, NO_SOUND, 0, 0, true);
    }

    boolean isEnd() {
        return last;
    }
}
