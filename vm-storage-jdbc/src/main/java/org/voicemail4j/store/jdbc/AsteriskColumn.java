package org.voicemail4j.store.jdbc;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.sql.Types;
import java.util.Optional;
import java.util.Set;

/**
 * A column of Asterisk's table as the database describes it.
 *
 * @param name its name
 * @param type its type, of {@link Types}
 * @param typeName what the database calls its type
 * @param size characters, or octets, that it holds at most
 * @param filledByItself whether it counts by itself or has a default
 * @param charset which characters it can hold
 * @param takesAllPlanes whether also those that take two chars, which MySQL's utf8 does not
 */
record AsteriskColumn(
        String name,
        int type,
        String typeName,
        int size,
        boolean filledByItself,
        Charset charset,
        boolean takesAllPlanes) {

    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.NUMERIC,
            Types.DECIMAL,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE);

    boolean isText() {
        return type == Types.VARCHAR || type == Types.CHAR || type == Types.LONGVARCHAR || type == Types.NVARCHAR;
    }

    private boolean isTruth() {
        return type == Types.BOOLEAN || type == Types.BIT;
    }

    /** What Asterisk, which fails on NULL, finds in a column that nobody fills; empty where nothing is sure to be taken. */
    Optional<Object> empty() {
        if (isText()) {
            return Optional.of("");
        }
        return isTruth() ? Optional.of(false) : Optional.of((Object) 0).filter(zero -> NUMBERS.contains(type));
    }

    /** A text as it fits: unknown characters replaced, too long ones cut between two characters. */
    String fit(String text) {
        boolean isKnown = charset.newEncoder().canEncode(text)
                && (takesAllPlanes || text.codePoints().allMatch(Character::isBmpCodePoint));
        String known = isKnown ? text : replaceUnknown(text);
        if (known.length() <= size) {
            return known;
        }
        int end = Character.isHighSurrogate(known.charAt(size - 1)) ? size - 1 : size;
        return known.substring(0, end);
    }

    private String replaceUnknown(String text) {
        CharsetEncoder encoder = charset.newEncoder();
        StringBuilder known = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            boolean isKnown = encoder.canEncode(character) && (takesAllPlanes || character.length() == 1);
            known.append(isKnown ? character : "?");
        });
        return known.toString();
    }

    /** A number as this column wants it; an integer of 32 bits knows no time after January 2038. */
    Object number(long value) {
        if (isText()) {
            return Long.toString(value);
        }
        return type == Types.BIGINT ? (Object) value : (Object) (int) Math.min(value, Integer.MAX_VALUE);
    }
}
