package org.voicemail4j.smdi.port;

import java.util.Objects;

/**
 * How characters go over a serial line. Both ends must agree, or every octet is noise.
 *
 * @param baud bits a second, 300 to 115,200; the standard has 1,200
 * @param dataBits 7 or 8
 * @param parity how errors are noticed
 * @param stopBits 1 or 2
 * @param flowControl whether either end may stop the other; the standard has none
 */
public record SerialSettings(int baud, int dataBits, Parity parity, int stopBits, FlowControl flowControl) {

    /** 1,200 baud, 7 data bits, even parity, 1 stop bit, no flow control: what the standard says (GR-283-CORE). */
    public static final SerialSettings STANDARD = new SerialSettings(1200, 7, Parity.EVEN, 1, FlowControl.NONE);

    /** A bit that makes the number of ones even or odd, or none. */
    public enum Parity {
        /** An even number of ones. */
        EVEN,
        /** An odd number of ones. */
        ODD,
        /** No such bit. */
        NONE
    }

    /** Who may stop whom, and how. */
    public enum FlowControl {
        /** Nobody. */
        NONE,
        /** By the wires RTS and CTS. */
        RTS_CTS,
        /** By the characters XON and XOFF. */
        XON_XOFF
    }

    public SerialSettings {
        if (baud < 300 || baud > 115_200) {
            throw new IllegalArgumentException("baud is " + baud + "; 300 to 115200 is expected");
        }
        if (dataBits != 7 && dataBits != 8) {
            throw new IllegalArgumentException("data bits are " + dataBits + "; 7 or 8 is expected");
        }
        if (stopBits != 1 && stopBits != 2) {
            throw new IllegalArgumentException("stop bits are " + stopBits + "; 1 or 2 is expected");
        }
        Objects.requireNonNull(parity, "parity");
        Objects.requireNonNull(flowControl, "flowControl");
    }

    /** How many bits a character takes on the line, start bit included. */
    public int bitsPerCharacter() {
        return 1 + dataBits + (parity == Parity.NONE ? 0 : 1) + stopBits;
    }

    /** {@code 1200 7E1}. */
    @Override
    public String toString() {
        return baud + " " + dataBits + parity.name().charAt(0) + stopBits;
    }
}
