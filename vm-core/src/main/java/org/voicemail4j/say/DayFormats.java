package org.voicemail4j.say;

/**
 * How a day other than today and its neighbours is said, in the letters of {@link TimeFormat}.
 *
 * @param week within six days
 * @param month within thirty days
 * @param halfYear within half a year
 * @param beyond all others
 */
record DayFormats(String week, String month, String halfYear, String beyond) {}
