package org.voicemail4j.smdi.codec;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells the switch to switch a station's lamp: {@code OP:MWI SP number ! EOT} for on, {@code RMV:MWI SP number ! EOT} for
 * off. The switch answers only if it will not ({@link LampFailure}).
 *
 * @param station whose lamp, 1 to 24 digits
 * @param lamp on or off
 */
public record LampCommand(String station, Lamp lamp) implements SmdiMessage {

    /** What a lamp shows. */
    public enum Lamp {
        /** Messages wait. */
        ON("OP:MWI"),
        /** None do. */
        OFF("RMV:MWI");

        private final String word;

        Lamp(String word) {
            this.word = word;
        }
    }

    public LampCommand {
        Objects.requireNonNull(lamp, "lamp");
        if (StationNumber.checked(station, "station").isEmpty()) {
            throw new IllegalArgumentException("a lamp command needs a station");
        }
    }

    /** Null if the fields are no such message; they say why. */
    static @Nullable SmdiMessage parse(Fields fields) {
        Lamp lamp = fields.isAt(Lamp.ON.word) ? Lamp.ON : Lamp.OFF;
        fields.word(lamp.word);
        fields.blanks();
        String station = fields.station("station");
        if (station.isEmpty()) {
            fields.fail("no station");
        }
        fields.word("!");
        fields.end();
        return fields.wrong() == null ? new LampCommand(station, lamp) : null;
    }

    @Override
    public byte[] encode(FrameStyle style) {
        return (lamp.word + ' ' + station + '!' + (char) SmdiReader.EOT).getBytes(StandardCharsets.US_ASCII);
    }
}
