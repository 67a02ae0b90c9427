package org.voicemail4j.media;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A key of the telephone, in the order of the event codes of RFC 4733 §3.2 (0 to 15). */
public enum Digit {
    /** 0. */
    ZERO,
    /** 1. */
    ONE,
    /** 2. */
    TWO,
    /** 3. */
    THREE,
    /** 4. */
    FOUR,
    /** 5. */
    FIVE,
    /** 6. */
    SIX,
    /** 7. */
    SEVEN,
    /** 8. */
    EIGHT,
    /** 9. */
    NINE,
    /** The star key. */
    STAR,
    /** The pound key. */
    POUND,
    /** A. */
    A,
    /** B. */
    B,
    /** C. */
    C,
    /** D. */
    D;

    /** Every key. */
    public static final Set<Digit> ANY = Collections.unmodifiableSet(EnumSet.allOf(Digit.class));

    /** No key. */
    public static final Set<Digit> NONE = Collections.unmodifiableSet(EnumSet.noneOf(Digit.class));

    private static final String SYMBOLS = "0123456789*#ABCD";
    private static final List<Digit> ALL = List.of(values());

    /** The character on the key: {@code 0-9 * # A-D}. */
    public char symbol() {
        return SYMBOLS.charAt(ordinal());
    }

    /** The key with that character; letters in any case. */
    public static Optional<Digit> of(char symbol) {
        int event = SYMBOLS.indexOf(symbol >= 'a' && symbol <= 'd' ? symbol - 'a' + 'A' : symbol);
        return ofEvent(event);
    }

    /** The key with that event code of RFC 4733, if it is one. */
    public static Optional<Digit> ofEvent(int event) {
        return event >= 0 && event < ALL.size() ? Optional.of(ALL.get(event)) : Optional.empty();
    }

    /**
     * The keys of a text such as {@code "13*#"}.
     *
     * @throws IllegalArgumentException if one of its characters is on no key
     */
    public static Set<Digit> set(String symbols) {
        EnumSet<Digit> keys = EnumSet.noneOf(Digit.class);
        for (int i = 0; i < symbols.length(); i++) {
            char symbol = symbols.charAt(i);
            keys.add(of(symbol).orElseThrow(() -> new IllegalArgumentException("no key: '" + symbol + "'")));
        }
        return Collections.unmodifiableSet(keys);
    }
}
