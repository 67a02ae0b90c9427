package org.voicemail4j.media.opus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page of an Ogg stream (RFC 3533 §6): octets both ways. */
final class OggPage {

    /** Set on the first page of a stream. */
    static final int FIRST = 2;
    /** Set on the last page of a stream. */
    static final int LAST = 4;
    /** Set on a page that begins within a packet. */
    static final int CONTINUED = 1;
    /** Octets before the lengths of the segments. */
    static final int HEADER = 27;
    /** The longest page. */
    static final int LONGEST = HEADER + 255 + 255 * 255;

    private static final byte[] CAPTURE = {'O', 'g', 'g', 'S'};

    private static final int CRC_AT = 22;
    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = table();

    private OggPage() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc << 1) ^ (crc < 0 ? POLYNOMIAL : 0);
            }
            table[i] = crc;
        }
        return table;
    }

    /**
     * A page of whole packets.
     *
     * @param flags of {@link #FIRST} and {@link #LAST}
     * @param granule the position at its end
     * @param serial the stream's number
     * @param sequence the page's number in it
     * @param lacing the packets' lengths as segments, at most 255
     * @param body their octets
     */
    static byte[] encode(int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
        ByteBuffer page =
                ByteBuffer.allocate(HEADER + lacing.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
        page.put(CAPTURE)
                .put((byte) 0)
                .put((byte) flags)
                .putLong(granule)
                .putInt(serial)
                .putInt(sequence);
        page.putInt(0).put((byte) lacing.length).put(lacing).put(body);
        page.putInt(CRC_AT, crc(page.array(), page.capacity()));
        return page.array();
    }

    private static int crc(byte[] octets, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            int octet = i >= CRC_AT && i < CRC_AT + 4 ? 0 : octets[i];
            crc = (crc << 8) ^ TABLE[((crc >>> 24) ^ octet) & 0xFF];
        }
        return crc;
    }

    /** Whether a page may begin with these octets, of which there are at least {@link #HEADER}. */
    static boolean begins(byte[] octets) {
        return mayBegin(octets, 0, HEADER) && octets[CAPTURE.length] == 0;
    }

    /** Whether the octets from there to the end, as many as there are, may be the pattern that a page begins with. */
    static boolean mayBegin(byte[] octets, int from, int end) {
        for (int i = 0; i < CAPTURE.length && from + i < end; i++) {
            if (octets[from + i] != CAPTURE[i]) {
                return false;
            }
        }
        return true;
    }

    /** How long the page is whose octets up to {@link #bodyAt} stand there. */
    static int length(byte[] page) {
        int length = bodyAt(page);
        for (int i = 0; i < segments(page); i++) {
            length += segment(page, i);
        }
        return length;
    }

    /** Whether a page's check sum is right. */
    static boolean isSound(byte[] page, int length) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getInt(CRC_AT) == crc(page, length);
    }

    static int flags(byte[] page) {
        return page[5];
    }

    static long granule(byte[] page) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getLong(6);
    }

    static int serial(byte[] page) {
        return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN).getInt(14);
    }

    static int segments(byte[] page) {
        return page[HEADER - 1] & 0xFF;
    }

    static int segment(byte[] page, int index) {
        return page[HEADER + index] & 0xFF;
    }

    static int bodyAt(byte[] page) {
        return HEADER + segments(page);
    }
}
