package org.voicemail4j.media.codec;

/** The quadrature mirror filter of G.722 (table 11): its 24 taps over pairs of samples, even and odd taps summed apart. */
final class G722Filter {

    private static final int PAIRS = 12;
    private static final int[] EVEN = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    private final int[] evens = new int[2 * PAIRS];
    private final int[] odds = new int[2 * PAIRS];
    private int newest;

    /** Takes the next two, of which the even taps meet the first and the odd ones the second. */
    void push(int even, int odd) {
        newest = newest == 0 ? PAIRS - 1 : newest - 1;
        evens[newest] = even;
        evens[newest + PAIRS] = even;
        odds[newest] = odd;
        odds[newest + PAIRS] = odd;
    }

    /** The sum of the even taps. */
    int even() {
        int sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += EVEN[i] * evens[newest + i];
        }
        return sum;
    }

    /** The sum of the odd taps: the same ones backwards. */
    int odd() {
        int sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += EVEN[PAIRS - 1 - i] * odds[newest + i];
        }
        return sum;
    }
}
