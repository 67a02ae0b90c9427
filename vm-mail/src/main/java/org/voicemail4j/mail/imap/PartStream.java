package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The octets of one part of a mail as they lie on the server, fetched piece by piece. */
final class PartStream extends InputStream {

    private static final int PIECE = 256 * 1024;

    private final ImapConnection connection;
    private final long uid;
    private final String section;
    private final long longest;
    private byte[] piece = new byte[0];
    private int at;
    private long fetched;
    private boolean last;

    /** @param longest more than so many octets are not taken */
    PartStream(ImapConnection connection, long uid, String section, long longest) {
        this.connection = connection;
        this.uid = uid;
        this.section = section;
        this.longest = longest;
    }

    @Override
    public int read() throws IOException {
        return fill() ? piece[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at == piece.length && !last) {
            String what = "BODY.PEEK[" + section + "]<" + fetched + "." + PIECE + ">";
            FetchedItem said = connection.command("UID FETCH " + uid + " (" + what + ")").fetched().stream()
                    .filter(item -> item.uid() == uid)
                    .findFirst()
                    .orElseThrow(() -> new ImapRefusedException("the sound of mail " + uid, "it has gone meanwhile"));
            piece = said.body().orElse("").getBytes(StandardCharsets.ISO_8859_1); // none behind the end
            at = 0;
            fetched += piece.length;
            last = piece.length < PIECE;
            if (fetched > longest) {
                throw new ImapProtocolException("an attachment of more than " + longest + " octets");
            }
        }
        return at < piece.length;
    }
}
