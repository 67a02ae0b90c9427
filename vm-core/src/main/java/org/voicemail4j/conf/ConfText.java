package org.voicemail4j.conf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The text of one file: UTF-8, or ISO-8859-1 if it is not that, without byte order mark.
 *
 * @param lines without line ends
 * @param size octets read
 */
record ConfText(List<String> lines, int size) {

    static final int LONGEST_LINE = 8192;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /**
     * Reads a regular file.
     *
     * @param most how many octets it may have
     */
    static ConfText read(Path file, int most, Warnings warnings) {
        Place whole = new Place(file.toString(), 0);
        byte[] octets = octets(file, most, whole);
        List<String> lines = decode(octets, whole, warnings).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > LONGEST_LINE) {
                throw new Place(whole.file(), i + 1)
                        .error("a line has at most " + LONGEST_LINE + " characters, not "
                                + lines.get(i).length());
            }
        }
        return new ConfText(lines, octets.length);
    }

    private static byte[] octets(Path file, int most, Place whole) {
        if (!Files.exists(file)) {
            throw whole.error("there is no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw whole.error("this is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(most + 1);
            if (octets.length > most) {
                throw whole.error("the configuration is larger than it may be (" + most + " octets were left)");
            }
            return octets;
        } catch (IOException e) {
            throw whole.error("the file cannot be read: " + e, e);
        }
    }

    private static String decode(byte[] octets, Place whole, Warnings warnings) {
        CharsetDecoder utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        int start = hasByteOrderMark(octets) ? BYTE_ORDER_MARK.length : 0;
        ByteBuffer in = ByteBuffer.wrap(octets, start, octets.length - start);
        CharBuffer out = CharBuffer.allocate(octets.length);
        CoderResult result = utf8.decode(in, out, true);
        if (result.isError()) {
            int line = lineOf(octets, in.position());
            warnings.add(new Place(whole.file(), line), "this is not UTF-8; the file is read as ISO-8859-1");
            return new String(octets, start, octets.length - start, StandardCharsets.ISO_8859_1);
        }
        return out.flip().toString();
    }

    private static boolean hasByteOrderMark(byte[] octets) {
        int length = BYTE_ORDER_MARK.length;
        return octets.length >= length && Arrays.equals(octets, 0, length, BYTE_ORDER_MARK, 0, length);
    }

    private static int lineOf(byte[] octets, int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            line += octets[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
