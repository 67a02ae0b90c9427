package org.voicemail4j.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;

/**
 * Sentences as a speaker of the language would say them, in {@code sentences.csv}: language, what is said, with what,
 * and the words.
 */
class SpokenSentencesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW =
            LocalDateTime.parse("2026-11-24T20:23:00").atZone(BERLIN).toInstant();

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvFileSource(resources = "/sentences.csv", delimiter = ';', maxCharsPerColumn = 300)
    void isSaidAs(String language, String what, String with, String words) {
        SpokenWords spoken = SpokenWords.of(language);

        assertThat(said(spoken, what, with)).isEqualTo(words);
    }

    private static String said(SpokenWords spoken, String what, String with) {
        return switch (what) {
            case "counts" -> spoken.words(spoken.grammar().counts(counts(with.split(" "))));
            case "time" -> spoken.words(time(spoken, with, ""));
            case "date" -> spoken.words(time(spoken, with, "AdBY"));
            case "clock" -> spoken.words(time(spoken, with, "'digits/at' IMp"));
            case "length" -> spoken.words(spoken.grammar().length(Duration.ofSeconds(Long.parseLong(with))));
            case "position" -> spoken.words(position(spoken, with.split(" ")));
            case "rank" -> spoken.words(spoken.grammar().ordinal(Integer.parseInt(with)));
            case "saved" -> spoken.words(spoken.grammar().saved(21, Folder.valueOf(with)));
            case "nothing" -> spoken.words(spoken.grammar().nothingIn(Folder.valueOf(with)));
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** New, urgent among them, old. */
    private static MessageCounts counts(String... numbers) {
        return new MessageCounts(
                Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]), 0);
    }

    private static List<Prompt> time(SpokenWords spoken, String when, String format) {
        ZonedDateTime time = LocalDateTime.parse(when).atZone(BERLIN);
        return spoken.grammar().time(time, NOW, format);
    }

    /** Urgency, index, size. */
    private static List<Prompt> position(SpokenWords spoken, String... which) {
        Envelope envelope = Envelope.received(Instant.EPOCH)
                .urgency(Urgency.valueOf(which[0]))
                .build();
        Message message = new Message(new MessageId("1-1"), Folder.INBOX, envelope, Duration.ofSeconds(1));
        return spoken.grammar().position(message, Integer.parseInt(which[1]), Integer.parseInt(which[2]));
    }
}
