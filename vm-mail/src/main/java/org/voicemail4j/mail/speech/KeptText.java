package org.voicemail4j.mail.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.message.Envelope;

/** A text among the attributes of an envelope, in pieces that each fit: {@code transcript}, {@code transcript-2}, ... */
final class KeptText {

    private static final int LONGEST_PIECE = 1000;
    private static final int MOST_PIECES = 10;

    private KeptText() {}

    static Optional<String> of(Envelope envelope) {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < MOST_PIECES; i++) {
            envelope.attribute(key(i)).filter(piece -> !piece.isBlank()).ifPresent(pieces::add);
        }
        return pieces.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", pieces));
    }

    private static String key(int piece) {
        return piece == 0 ? Transcription.ATTRIBUTE : Transcription.ATTRIBUTE + "-" + (piece + 1);
    }

    /** The envelope with the text, as far as it fits. */
    static Envelope with(Envelope envelope, String text) {
        Envelope.Builder kept = envelope.toBuilder();
        List<String> pieces = pieces(text);
        for (int i = 0; i < MOST_PIECES; i++) {
            if (i < pieces.size()) {
                kept.attribute(key(i), pieces.get(i));
            } else {
                kept.without(key(i));
            }
        }
        return kept.build();
    }

    /** Cut between words, for stores may strip blanks; inside of one that is longer than a piece. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty() && pieces.size() < MOST_PIECES) {
            int end = rest.length();
            if (end > LONGEST_PIECE) {
                int blank = rest.lastIndexOf(' ', LONGEST_PIECE);
                end = blank > 0 ? blank : LONGEST_PIECE;
                end -= Character.isHighSurrogate(rest.charAt(end - 1)) ? 1 : 0;
            }
            pieces.add(rest.substring(0, end).strip());
            rest = rest.substring(end).strip();
        }
        return pieces;
    }
}
