package org.voicemail4j.media.rtp;

/**
 * How many datagrams to take from a call that is looked at every so many frames. Whoever sends evenly has sent as many at
 * each look, and to look for one more finds nothing; so it is looked for at each fourth look only, or when fewer have come. For the
 * loop's thread.
 */
final class Gathering {

    private static final int LOOKS_TRUSTED = 3;

    private final int frames;
    private final int most;
    private long before;
    private int usual;
    private int trusted;
    private int limit;

    /**
     * @param frames how many there are between two looks
     * @param most how many datagrams are ever taken at once
     */
    Gathering(int frames, int most) {
        this.frames = frames;
        this.most = most;
    }

    /** How many to take in that frame at most. */
    int most(long frame) {
        boolean inTurn = frame - before == frames;
        trusted = inTurn ? trusted : 0;
        before = frame;
        limit = trusted > 0 ? usual : most;
        return limit;
    }

    /** So many were there, or as many as were to be taken. */
    void took(int count) {
        if (count == limit) {
            trusted--;
        } else {
            trusted = count > 0 && count == usual ? LOOKS_TRUSTED : 0;
            usual = count;
        }
    }
}
