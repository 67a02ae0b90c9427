package org.voicemail4j.smdi.link;

import org.voicemail4j.smdi.codec.CallHistory;

/** By which of its fields a call history is found. */
public enum SearchKey {
    /**
     * The line in the hunt group at which the call arrives, {@code 0007}, or with the group in front, {@code 001-0007}, where
     * groups number their lines each for itself; the only key that is never shared by two calls.
     */
    TERMINAL,
    /** Who was called first. */
    FORWARDING_STATION,
    /** The hunt group. */
    DESK;

    /** Whether that message has this value there; leading zeros of a terminal or desk count for nothing. */
    boolean matches(CallHistory history, String value) {
        return switch (this) {
            case TERMINAL -> isTerminal(value, history);
            case FORWARDING_STATION -> !value.isEmpty() && value.equals(history.forwardingStation());
            case DESK -> isNumber(value, history.desk());
        };
    }

    private static boolean isTerminal(String value, CallHistory history) {
        int hyphen = value.indexOf('-');
        return isNumber(value.substring(hyphen + 1), history.terminal())
                && (hyphen < 0 || isNumber(value.substring(0, hyphen), history.desk()));
    }

    private static boolean isNumber(String value, int number) {
        return value.matches("[0-9]{1,9}") && Integer.parseInt(value) == number;
    }
}
