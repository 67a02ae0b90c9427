package org.voicemail4j.smdi.codec;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why the switch did not switch a lamp: {@code CR LF MWI SP number SP INV CR LF EM}, or {@code BLK} for {@code INV}.
 *
 * @param station whose lamp, 0 to 24 digits
 * @param cause why not
 */
public record LampFailure(String station, Cause cause) implements SmdiMessage {

    /** Why a lamp was not switched. */
    public enum Cause {
        /** {@code INV}: the station does not exist or has no lamp. */
        INVALID("INV"),
        /** {@code BLK}: not possible now. */
        BLOCKED("BLK");

        private final String word;

        Cause(String word) {
            this.word = word;
        }
    }

    public LampFailure {
        StationNumber.checked(station, "station");
        Objects.requireNonNull(cause, "cause");
    }

    /** Null if the fields are no such message; they say why. */
    static @Nullable SmdiMessage parse(Fields fields) {
        fields.word("MWI");
        fields.blanks();
        String station = fields.station("station");
        if (station.isEmpty()) {
            fields.blanks();
        } else {
            fields.blank("after the station");
        }
        Cause cause = fields.isAt(Cause.BLOCKED.word) ? Cause.BLOCKED : Cause.INVALID;
        fields.word(cause.word);
        fields.blanks();
        fields.lineEnd();
        return fields.wrong() == null ? new LampFailure(station, cause) : null;
    }

    @Override
    public byte[] encode(FrameStyle style) {
        return ("\r\nMWI" + style.afterMwi() + station + ' ' + cause.word + style.end())
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
