package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.RiffHeader;

/**
 * A voicemail as a mail: headers, a few words, and the recording attached (RFC 2045, 2046). Its length is known before it
 * is written, and the recording is read as it is written, never held whole. Words and recording are in base64, so nothing in
 * them can be taken for the boundary.
 */
final class VoicemailMail {

    private static final int OCTETS_IN_A_LINE = 57;
    private static final int LINES_AT_ONCE = 128;

    private final byte[] start;
    private final byte[] container;
    private final AudioContent sound;
    private final byte[] end;

    /**
     * @param headers lines that end with CRLF, without those of MIME
     * @param words what a mail program shows
     * @param name of the attachment, without extension
     */
    VoicemailMail(String headers, String words, String name, String boundary, AudioContent sound) {
        AudioFormat format = sound.format();
        String file = name + "." + format.extension();
        this.sound = sound;
        this.container = format.container() == AudioContainer.RIFF
                ? RiffHeader.encode(format.encoding(), sound.payloadBytes())
                : new byte[0];
        String text = Base64.getMimeEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
        this.start = (headers + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"" + boundary
                        + "\"\r\n\r\n--" + boundary
                        + "\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + text
                        + "\r\n--" + boundary + "\r\nContent-Type: audio/x-" + format.extension() + "; name=\"" + file
                        + "\"\r\nContent-Transfer-Encoding: base64\r\nContent-Description: Voicemail sound attachment."
                        + "\r\nContent-Disposition: attachment; filename=\"" + file + "\"\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        this.end = ("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** How many octets {@link #writeTo} writes. */
    long octets() {
        long raw = container.length + sound.payloadBytes();
        long lines = (raw + OCTETS_IN_A_LINE - 1) / OCTETS_IN_A_LINE;
        return start.length + (raw + 2) / 3 * 4 + 2 * lines + end.length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(start);
        ByteBuffer piece = ByteBuffer.allocate(LINES_AT_ONCE * OCTETS_IN_A_LINE);
        piece.put(container);
        try (AudioReader reader = sound.open()) {
            long at = 0;
            while (at < sound.payloadBytes()) {
                int count = reader.read(piece, at);
                if (count < 0) {
                    throw new IOException("the recording is shorter than it was");
                }
                at += count;
                if (!piece.hasRemaining()) {
                    writeLines(piece, out);
                }
            }
        }
        writeLines(piece, out);
        out.write(end);
    }

    private static void writeLines(ByteBuffer piece, OutputStream out) throws IOException {
        piece.flip();
        while (piece.hasRemaining()) {
            byte[] line = new byte[Math.min(OCTETS_IN_A_LINE, piece.remaining())];
            piece.get(line);
            out.write(Base64.getEncoder().encode(line));
            out.write('\r');
            out.write('\n');
        }
        piece.clear();
    }
}
