package org.voicemail4j.say;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;

/** Phrases of English around numbers and names. */
class EnglishTest {

    private static final SpokenLanguage ENGLISH = SpokenLanguage.of(Locale.UK);

    /** Counts as a store gives them: urgent messages are among the new and the old ones. */
    @ParameterizedTest(name = "{0} new, {1} of them urgent, {2} old")
    @CsvSource({
        "0, 0, 0, vm-no vm-messages",
        "1, 0, 0, 1 vm-INBOX vm-message",
        "2, 0, 0, 2 vm-INBOX vm-messages",
        "1, 1, 0, 1 vm-Urgent vm-message",
        "2, 2, 0, 2 vm-Urgent vm-messages",
        "3, 1, 0, 1 vm-Urgent vm-and 2 vm-INBOX vm-messages",
        "2, 1, 0, 1 vm-Urgent vm-and 1 vm-INBOX vm-message",
        "0, 0, 1, 1 vm-Old vm-message",
        "0, 0, 3, 3 vm-Old vm-messages",
        "1, 0, 2, 1 vm-INBOX vm-and 2 vm-Old vm-messages",
        "2, 0, 1, 2 vm-INBOX vm-and 1 vm-Old vm-message",
        "1, 1, 3, 1 vm-Urgent vm-and 3 vm-Old vm-messages",
        "3, 1, 3, 1 vm-Urgent vm-and 2 vm-INBOX vm-and 3 vm-Old vm-messages",
        "121, 0, 0, 1 hundred 20 1 vm-INBOX vm-messages",
    })
    void howManyMessages(int fresh, int urgent, int old, String said) {
        assertThat(Words.names(ENGLISH.counts(new MessageCounts(fresh, urgent, old, 0))))
                .isEqualTo("vm-youhave " + said);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "INBOX, vm-INBOX",
        "OLD, vm-Old",
        "WORK, vm-Work",
        "FAMILY, vm-Family",
        "FRIENDS, vm-Friends",
        "CUST1, vm-Cust1",
        "CUST5, vm-Cust5",
        "DELETED, vm-Deleted",
    })
    void folders(Folder folder, String said) {
        assertThat(Words.names(ENGLISH.folder(folder))).isEqualTo(said + " vm-messages");
        assertThat(Words.names(ENGLISH.nothingIn(folder))).isEqualTo("vm-youhave vm-no " + said + " vm-messages");
        assertThat(Words.names(ENGLISH.saved(12, folder)))
                .isEqualTo("vm-message 12 vm-savedto " + said + " vm-messages");
    }

    @ParameterizedTest(name = "{0} of {1}, {2}")
    @CsvSource({
        "0, 1, NORMAL, vm-first vm-message",
        "0, 5, NORMAL, vm-first vm-message",
        "0, 5, URGENT, vm-first vm-Urgent vm-message",
        "1, 2, NORMAL, vm-last vm-message",
        "4, 5, URGENT, vm-last vm-Urgent vm-message",
        "1, 3, NORMAL, vm-message 2",
        "20, 30, URGENT, vm-Urgent vm-message 20 1",
    })
    void whichMessage(int index, int size, Urgency urgency, String said) {
        Envelope envelope = Envelope.received(Instant.EPOCH).urgency(urgency).build();
        Message message = new Message(new MessageId("1-1"), Folder.INBOX, envelope, ofSeconds(1));

        assertThat(Words.names(ENGLISH.position(message, index, size))).isEqualTo(said);
    }

    @Test
    void lengths() {
        assertThat(Words.names(ENGLISH.length(ofSeconds(0)))).isEqualTo("vm-duration 0 seconds");
        assertThat(Words.names(ENGLISH.length(ofSeconds(1)))).isEqualTo("vm-duration 1 second");
        assertThat(Words.names(ENGLISH.length(ofSeconds(59)))).isEqualTo("vm-duration 50 9 seconds");
        assertThat(Words.names(ENGLISH.length(ofSeconds(60)))).isEqualTo("vm-duration 1 minute");
        assertThat(Words.names(ENGLISH.length(ofSeconds(179)))).isEqualTo("vm-duration 2 vm-minutes");
        assertThat(Words.names(ENGLISH.length(ofMinutes(90)))).isEqualTo("vm-duration 90 vm-minutes");
    }

    @Test
    void callers() {
        assertThat(Words.names(ENGLISH.caller(Party.of("Ann", "5551234"))))
                .isEqualTo("vm-from-phonenumber 5 5 5 1 2 3 4");
        assertThat(Words.names(ENGLISH.caller(Party.ofNumber("+49 (30) 12-3"))))
                .isEqualTo("vm-from-phonenumber letters/plus 4 9 3 0 1 2 3");
        assertThat(Words.names(ENGLISH.caller(Party.of("Ann", "")))).isEqualTo("vm-unknown-caller");
        assertThat(Words.names(ENGLISH.caller(Party.ofNumber("\u96fb\u8a71")))).isEqualTo("vm-unknown-caller");
        assertThat(Words.names(ENGLISH.caller(Party.UNKNOWN))).isEqualTo("vm-unknown-caller");
        assertThat(Words.names(ENGLISH.fromExtension("1017"))).isEqualTo("vm-from-extension 1 0 1 7");
    }

    @Test
    void spelling() {
        assertThat(Words.names(ENGLISH.spelled("0000FFFF0001")))
                .isEqualTo("0 0 0 0 letters/f letters/f letters/f letters/f 0 0 0 1");
        assertThat(Words.names(ENGLISH.spelled("Zoe.M+1-2_3")))
                .isEqualTo("letters/z letters/o letters/e letters/dot letters/m letters/plus 1 letters/dash 2"
                        + " letters/ascii95 3");
        assertThat(Words.names(ENGLISH.spelled("*#!@/=$ &")))
                .isEqualTo("star pound letters/exclaimation-point letters/at letters/slash letters/equals"
                        + " letters/dollar letters/space letters/ascii38");
        assertThat(ENGLISH.spelled("\u00e9\u20ac\ud83d\ude00\n")).isEmpty();
    }

    @Test
    void everyCharacterOfAMailboxNumberCanBeSpelled() {
        String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-";

        assertThat(ENGLISH.spelled(all)).hasSameSizeAs(all.chars().boxed().toList());
    }

    @Test
    void aLanguageWithoutGrammarIsSpokenLikeEnglish() {
        List<Prompt> english = ENGLISH.number(21);

        assertThat(SpokenLanguage.of(Locale.forLanguageTag("eo")).number(21)).isEqualTo(english);
        assertThat(SpokenLanguage.of(Locale.ROOT).number(21)).isEqualTo(english);
    }
}
