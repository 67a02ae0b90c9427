package org.voicemail4j.media.opus;

import java.io.IOException;
import java.io.InputStream;

/**
 * The packets of an Ogg stream, one after the other, whatever stands between its pages. Gives up after so many places that
 * look like a page and are none, so that hostile octets take no long time. Used by one thread at a time.
 */
final class OggPackets {

    private static final int MOST_DAMAGE = 1000;

    private final InputStream in;
    private final byte[] page = new byte[OggPage.LONGEST];
    private int filled;
    private int length;
    private int segment;
    private int at;
    private int damage;
    private boolean hasSerial;
    private int serial;

    OggPackets(InputStream in) {
        this.in = in;
    }

    /** Passes over the pages of all streams but the one whose packet was given last. */
    void follow() {
        serial = OggPage.serial(page);
        hasSerial = true;
    }

    /** Whether the packet that was given last ends on the last page. */
    boolean isOnLastPage() {
        return (OggPage.flags(page) & OggPage.LAST) != 0;
    }

    /** The position at the end of that page. */
    long granule() {
        return OggPage.granule(page);
    }

    /**
     * Gives the next whole packet; one that lacks a part, or is longer than there is room for, is passed over.
     *
     * @return its length, or -1 at the end
     */
    int next(byte[] packet) throws IOException {
        int gathered = 0;
        boolean isWhole = true;
        while (true) {
            if (length == 0 || segment == OggPage.segments(page)) {
                if (!nextPage()) {
                    return -1;
                }
                boolean isContinued = (OggPage.flags(page) & OggPage.CONTINUED) != 0;
                isWhole = isContinued == (gathered > 0) && isWhole;
                if (!isContinued) {
                    gathered = 0;
                    isWhole = true;
                }
            }
            int octets = OggPage.segment(page, segment++);
            isWhole &= gathered + octets <= packet.length;
            if (isWhole) {
                System.arraycopy(page, at, packet, gathered, octets);
            }
            gathered += octets;
            at += octets;
            if (octets < 255) {
                if (isWhole && gathered > 0) {
                    return gathered;
                }
                gathered = 0;
                isWhole = true;
            }
        }
    }

    private boolean nextPage() throws IOException {
        drop(length);
        length = 0;
        while (damage < MOST_DAMAGE && fill(OggPage.HEADER)) {
            int here = OggPage.begins(page) && fill(OggPage.bodyAt(page)) ? OggPage.length(page) : 0;
            if (here == 0) {
                drop(nextCapture());
            } else if (!fill(here) || !OggPage.isSound(page, here)) {
                damage++;
                drop(nextCapture());
            } else if (OggPage.segments(page) == 0 || hasSerial && OggPage.serial(page) != serial) {
                drop(here); // a page without segments is legal: it brings no packet and ends none
            } else {
                length = here;
                segment = 0;
                at = OggPage.bodyAt(page);
                return true;
            }
        }
        return false;
    }

    private boolean fill(int wanted) throws IOException {
        if (filled < wanted) {
            filled += in.readNBytes(page, filled, wanted - filled);
        }
        return filled >= wanted;
    }

    private void drop(int octets) {
        System.arraycopy(page, octets, page, 0, filled - octets);
        filled -= octets;
    }

    private int nextCapture() {
        int next = 1;
        while (next < filled && !OggPage.mayBegin(page, next, filled)) {
            next++;
        }
        return next;
    }
}
