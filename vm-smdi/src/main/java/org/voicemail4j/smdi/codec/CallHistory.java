package org.voicemail4j.smdi.codec;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the switch says of a call it presents to the message desk:
 *
 * <pre>
 * CR LF M D ggg mmmm t [forwarding station] SP [calling station] SP CR LF EM
 * </pre>
 *
 * @param desk message desk number ({@code ggg}), 0 to 999: the hunt group, usually 1
 * @param terminal message desk terminal ({@code mmmm}), 0 to 9999: the line in the group at which the call arrives
 * @param type why it comes ({@code t}): A all calls forwarded, B busy, N no answer, D direct, U unknown, or what else a
 *     switch may send, in upper case
 * @param forwardingStation who was called first; empty on direct calls
 * @param callingStation who calls; empty if the switch does not know
 */
public record CallHistory(int desk, int terminal, char type, String forwardingStation, String callingStation)
        implements SmdiMessage {

    public CallHistory {
        checkRange(desk, 999, "message desk");
        checkRange(terminal, 9999, "message desk terminal");
        if (type < 'A' || type > 'Z') {
            throw new IllegalArgumentException("not a type letter: '" + Escaped.text(String.valueOf(type)) + "'");
        }
        StationNumber.checked(forwardingStation, "forwarding station");
        StationNumber.checked(callingStation, "calling station");
    }

    private static void checkRange(int value, int highest, String what) {
        if (value < 0 || value > highest) {
            throw new IllegalArgumentException("not a " + what + ": " + value + "; 0 to " + highest + " are");
        }
    }

    /** Null if the fields are no such message; they say why. */
    static @Nullable SmdiMessage parse(Fields fields) {
        fields.word("MD");
        int desk = fields.digits(3, "message desk");
        int terminal = fields.digits(4, "message desk terminal");
        char type = fields.letter("type");
        String forwarding = fields.station("forwarding station");
        fields.blank("after the forwarding station");
        String calling = fields.station("calling station");
        fields.blanks();
        fields.lineEnd();
        return fields.wrong() == null ? new CallHistory(desk, terminal, type, forwarding, calling) : null;
    }

    @Override
    public byte[] encode(FrameStyle style) {
        String text = String.format(
                Locale.ROOT,
                "\r\nMD%03d%04d%c%s %s %s",
                desk,
                terminal,
                type,
                forwardingStation,
                callingStation,
                style.end());
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
