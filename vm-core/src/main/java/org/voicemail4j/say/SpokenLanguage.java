package org.voicemail4j.say;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.Party;

/**
 * The grammar of one language: which prompts, in which order, say a number, a date, how many messages there are. Every
 * method is a pure function; what is returned is never null, and empty where there is nothing to say. One class per
 * language; {@link #of} picks it.
 */
public interface SpokenLanguage {

    /** The grammar for a locale; English where there is none of its own. */
    static SpokenLanguage of(Locale locale) {
        return Grammars.BY_LANGUAGE.getOrDefault(locale.getLanguage(), English.GRAMMAR);
    }

    /** The languages that have a grammar of their own, as ISO 639 codes. */
    static Set<String> languages() {
        return Grammars.BY_LANGUAGE.keySet();
    }

    /** A count: {@code 42} as "forty two". */
    List<Prompt> number(int number);

    /**
     * A rank: {@code 21} as "twenty first".
     *
     * @param rank at least 1
     * @throws IllegalArgumentException if it is less
     */
    List<Prompt> ordinal(int rank);

    /**
     * A text character by character: digits, letters, the signs that occur in mailbox names and numbers. Characters
     * that cannot be spoken are left out.
     */
    List<Prompt> spelled(String text);

    /** What is in a folder, such as "work messages". */
    List<Prompt> folder(Folder folder);

    /** What an owner hears after logging in: "you have 1 urgent and 2 new and 3 old messages". */
    List<Prompt> counts(MessageCounts counts);

    /** That there is nothing in a folder: "you have no work messages". */
    List<Prompt> nothingIn(Folder folder);

    /**
     * Which message of a folder comes now: "first message", "urgent message 2".
     *
     * @param message the message
     * @param index its place in the folder, from 0
     * @param size how many messages the folder has
     */
    List<Prompt> position(Message message, int index, int size);

    /**
     * That a message was saved: "message 2 saved in work messages".
     *
     * @param number its number in the folder where it was, from 1
     * @param folder where it is now
     */
    List<Prompt> saved(int number, Folder folder);

    /**
     * A date and time.
     *
     * @param when what to say, in the zone in which to say it
     * @param now the present, which makes a day today or yesterday
     * @param format letters of voicemail.conf's zonemessages; empty means as the language does by itself. Unknown
     *     letters are left out
     */
    List<Prompt> time(ZonedDateTime when, Instant now, String format);

    /** A day as a date with its year: "Thursday, December twenty fourth, two thousand twenty six". */
    default List<Prompt> date(LocalDate day) {
        ZonedDateTime midnight = day.atStartOfDay(ZoneOffset.UTC);
        return time(midnight, midnight.toInstant(), "ABdY");
    }

    /** How long a message is: "it lasts 3 minutes"; whole minutes, rounded down, and below one minute seconds. */
    List<Prompt> length(Duration length);

    /** Who left a message, by recorded name: "from Alice". */
    List<Prompt> from(Prompt name);

    /** Who left a message, by extension: "from extension 1 0 0 1". */
    List<Prompt> fromExtension(String number);

    /** Who left a message: "from phone number 5 5 5 1 2 3 4". */
    List<Prompt> caller(Party caller);
}
