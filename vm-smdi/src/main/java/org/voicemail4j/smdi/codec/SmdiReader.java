package org.voicemail4j.smdi.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages in what comes over a line, whatever else comes with them. A message of the switch stands between CR LF
 * and EM, a lamp command ends with EOT; what does not fit is told with its octets, and the next message is read again: a
 * new start ends a message that was cut short, and in front of an end mark the last thing that is a whole message counts.
 * Eighth bits (parity, 0xFF for DEL) are masked.
 *
 * <p>For one thread at a time. Holds at most {@value #LONGEST} octets and makes no object before an end mark.
 */
public final class SmdiReader {

    static final byte EM = 0x19;
    static final byte EOT = 0x04;
    static final byte DEL = 0x7f;
    static final int LONGEST = 128;

    /** Takes what was found, on the reading thread, in order. */
    public interface Sink {

        /** A message came. */
        void message(SmdiMessage message);

        /** Something came that is no message: cut short, damaged, unknown. */
        void malformed(Malformed malformed);

        /** The message that is told next was found behind something else. */
        void skipped(Malformed before);
    }

    private final Sink sink;
    private final byte[] held = new byte[LONGEST];
    private int length;
    private boolean told;

    /** A reader that has read nothing yet. */
    public SmdiReader(Sink sink) {
        this.sink = sink;
    }

    /** Reads on; everything from position to limit is consumed. */
    public void read(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            take((byte) (octets.get() & 0x7f));
        }
    }

    /** The line went down: what was begun will not be finished. */
    public void lineDown() {
        abandon(0, length, "the line went down");
        clear();
    }

    private void take(byte octet) {
        if (octet == EM || octet == EOT) {
            finish(octet);
            return;
        }
        if ((octet == 'M' || octet == 'm') && endsWithLineEnd()) {
            startAnew();
        }
        if (length == LONGEST) {
            forgetOlderHalf();
        }
        held[length++] = octet;
    }

    private boolean endsWithLineEnd() {
        return length > 2 && held[length - 2] == '\r' && held[length - 1] == '\n';
    }

    private void startAnew() {
        abandon(0, length - 2, "no end mark");
        held[0] = '\r';
        held[1] = '\n';
        length = 2;
        told = false;
    }

    private void forgetOlderHalf() {
        abandon(0, LONGEST, "no end mark within " + LONGEST + " octets");
        System.arraycopy(held, LONGEST / 2, held, 0, LONGEST / 2);
        length = LONGEST / 2;
        told = true;
    }

    /** Tells what is given up, unless it is nothing, or part of what was told before. */
    private void abandon(int from, int to, String reason) {
        if (!told && firstOctet(from, to) < to) {
            sink.malformed(new Malformed(reason, to - from, Escaped.octets(held, from, to)));
        }
    }

    private void finish(byte mark) {
        int first = firstOctet(0, length);
        if (first < length) {
            find(first, mark);
        }
        clear();
    }

    private void find(int first, byte mark) {
        Fields whole = new Fields(held, first, length);
        SmdiMessage message = parse(whole, mark);
        if (message != null) {
            sink.message(message);
            return;
        }
        for (int start = length - 1; start > first; start--) {
            SmdiMessage behind = mayStart(held[start]) ? parse(new Fields(held, start, length), mark) : null;
            if (behind != null) {
                sink.skipped(malformed(whole, start));
                sink.message(behind);
                return;
            }
        }
        if (!told) {
            sink.malformed(malformed(whole, length));
        }
    }

    private Malformed malformed(Fields fields, int to) {
        String reason = fields.wrong();
        return new Malformed(reason == null ? "unknown" : reason, fields.at(), Escaped.octets(held, 0, to));
    }

    private static boolean mayStart(byte octet) {
        return octet == 'M' || octet == 'm' || octet == 'O' || octet == 'o' || octet == 'R' || octet == 'r';
    }

    private static @Nullable SmdiMessage parse(Fields fields, byte mark) {
        if (mark == EM && fields.isAt("MD")) {
            return CallHistory.parse(fields);
        }
        if (mark == EM && fields.isAt("MWI")) {
            return LampFailure.parse(fields);
        }
        if (mark == EOT && (fields.isAt("OP:") || fields.isAt("RMV:"))) {
            return LampCommand.parse(fields);
        }
        fields.fail(
                mark == EM ? "neither MD nor MWI before the end mark EM" : "no lamp command before the end mark EOT");
        return null;
    }

    /** Where something begins that is neither line end nor fill. */
    private int firstOctet(int from, int to) {
        int first = from;
        while (first < to && isFill(held[first])) {
            first++;
        }
        return first;
    }

    private static boolean isFill(byte octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == DEL || octet == 0;
    }

    private void clear() {
        length = 0;
        told = false;
    }
}
