package org.voicemail4j.smdi.codec;

import java.util.Objects;

/**
 * What came over the line and is no message.
 *
 * @param reason what is wrong, such as {@code no blank after the forwarding station}
 * @param offset at which of the octets that shows, from 0
 * @param octets all of them, printable: {@code \r\nMD001\x19}; long ones are cut
 */
public record Malformed(String reason, int offset, String octets) {
    public Malformed {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(octets, "octets");
    }

    @Override
    public String toString() {
        return reason + " at octet " + offset + " of '" + octets + "'";
    }
}
