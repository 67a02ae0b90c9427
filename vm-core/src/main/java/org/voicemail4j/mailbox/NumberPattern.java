package org.voicemail4j.mailbox;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Numbers that look like this: a number as it is, or, after an underscore, one with Asterisk's wildcards: {@code X} is any
 * digit, {@code Z} is 1 to 9, {@code N} is 2 to 9, {@code [13-5]} is one of those, and at the end {@code .} is one or more
 * digits and {@code !} any number of them. No wildcard stands for {@code * # +}: who means those writes them.
 */
public final class NumberPattern {

    private static final Pattern PLAIN = Pattern.compile("[0-9A-D*#+]{1,64}");
    private static final Pattern WILD = Pattern.compile("_([0-9A-D*#+XZN]|\\[[0-9-]{1,20}])+[.!]?|_[.!]");
    private static final int LONGEST = 100;

    private final String text;
    private final Pattern numbers;

    private NumberPattern(String text) {
        boolean wild = WILD.matcher(text).matches();
        if (text.length() > LONGEST || !(wild || PLAIN.matcher(text).matches())) {
            throw new IllegalArgumentException("not a pattern of numbers: '" + text + "'");
        }
        this.text = text;
        this.numbers = Pattern.compile(wild ? expression(text.substring(1)) : Pattern.quote(text));
    }

    /**
     * The pattern of that text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static NumberPattern of(String text) {
        return new NumberPattern(Objects.requireNonNull(text, "text"));
    }

    private static String expression(String wild) {
        return wild.replace("*", "\\*")
                .replace("+", "\\+")
                .replace("X", "[0-9]")
                .replace("Z", "[1-9]")
                .replace("N", "[2-9]")
                .replace(".", "[0-9]+")
                .replace("!", "[0-9]*");
    }

    /** Whether a number looks like this. */
    public boolean matches(String number) {
        return numbers.matcher(number).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
