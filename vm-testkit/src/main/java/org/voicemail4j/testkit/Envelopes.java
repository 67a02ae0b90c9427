package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;

/** Envelopes for tests: ordinary ones, hostile ones, seeded random ones, and what a store must have kept of them. */
public final class Envelopes {

    /** Pieces of text that have broken somebody's files, headers or statements before. */
    private static final List<String> HOSTILE = List.of(
            ";",
            "\\;",
            "\\",
            "\"",
            "'",
            "\r\n",
            "\n",
            "\0",
            "\t",
            "=",
            "=>",
            ">",
            "<",
            "<5551000>",
            "[message]",
            "#include",
            ";--",
            "--;",
            "%s",
            "${SHELL}",
            "`id`",
            "../..",
            "/",
            "\u00e9",
            "\u4e2d\u6587",
            "\uD83D\uDE00",
            "\uD83D",
            "\u202e",
            "  ",
            "Unknown",
            "unknown",
            "5551000",
            "Alice",
            "'; DROP TABLE voicemessages; --",
            "&",
            "@",
            "msg_id=1",
            "a".repeat(300));

    private Envelopes() {}

    /** Names and numbers that a caller may well send and that must come out as clean text. */
    public static List<Party> hostileParties() {
        return HOSTILE.stream()
                .flatMap(text -> Stream.of(
                        Party.of(text, "5551001"),
                        Party.of("Alice " + text + " Liddell", ""),
                        Party.ofNumber(text + "7")))
                .toList();
    }

    /** Some envelope, the same one for the same seed. */
    public static Envelope random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Envelope.Builder builder = Envelope.received(Instant.ofEpochSecond(random.nextLong(4_000_000_000L)))
                .caller(Party.of(text(random), text(random)))
                .redirecting(Party.ofNumber(text(random)))
                .urgency(random.nextInt(3) == 0 ? Urgency.URGENT : Urgency.NORMAL)
                .category(text(random))
                .callId(text(random));
        for (int i = random.nextInt(5); i > 0; i--) {
            builder.attribute("x-" + random.nextInt(100), text(random));
        }
        return builder.build();
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(HOSTILE.get(random.nextInt(HOSTILE.size() - 1)));
        }
        return text.toString();
    }

    /** Checks that a stored envelope says what the deposited one said; stores keep whole seconds and may add attributes. */
    public static void assertKept(Envelope deposited, Envelope stored) {
        assertThat(stored.received().truncatedTo(ChronoUnit.SECONDS))
                .isEqualTo(deposited.received().truncatedTo(ChronoUnit.SECONDS));
        assertThat(stored.caller()).isEqualTo(deposited.caller());
        assertThat(stored.redirecting()).isEqualTo(deposited.redirecting());
        assertThat(stored.urgency()).isEqualTo(deposited.urgency());
        assertThat(stored.heardBy()).isEqualTo(deposited.heardBy());
        assertThat(stored.category()).isEqualTo(deposited.category());
        assertThat(stored.callId()).isEqualTo(deposited.callId());
        assertThat(stored.attributes()).containsAllEntriesOf(deposited.attributes());
    }
}
