package org.voicemail4j.smdi.codec;

/** How a switch writes what the standard leaves open. All of it is read, whichever way it is written. */
public enum FrameStyle {
    /** A blank after {@code MWI}, nothing before the end mark. */
    GENERIC(" ", ""),
    /** As a DMS-100 does it: the number right after {@code MWI}, two DEL characters before the end mark. */
    DMS_100("", "\u007f\u007f"),
    /** The same over eight data bits, where fill is 0xFF. */
    DMS_100_EIGHT_BITS("", "\u00ff\u00ff");

    private final String afterMwi;
    private final String fill;

    FrameStyle(String afterMwi, String fill) {
        this.afterMwi = afterMwi;
        this.fill = fill;
    }

    String afterMwi() {
        return afterMwi;
    }

    /** What a message of the switch ends with. */
    String end() {
        return "\r\n" + fill + (char) SmdiReader.EM;
    }
}
