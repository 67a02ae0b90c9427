package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.testkit.Envelopes;

class EnvelopeFileTest {

    private static final MailboxId MAILBOX = new MailboxId("default", "1000");
    private static final MessageId ID = new MessageId("1795465425-00000003");

    /** As an Asterisk 22 wrote it. */
    private static final String FROM_ASTERISK = """
            ;
            ; Message Information file
            ;
            [message]
            origmailbox=1000
            context=from-internal
            exten=1000
            rdnis=unknown
            priority=2
            callerchan=PJSIP/200-00000001
            callerid="Alice" <200>
            origdate=Mon Nov 23 08:23:45 PM UTC 2026
            origtime=1795465425
            category=
            msg_id=1795465425-00000003
            flag=
            duration=7
            """;

    @Test
    void aDepositIsWrittenAsAsteriskWritesIt() {
        Envelope envelope = Envelope.received(Instant.ofEpochSecond(1795465425))
                .caller(Party.of("Alice", "200"))
                .callId("PJSIP/200-00000001")
                .attribute("context", "from-internal")
                .attribute("priority", "2")
                .build();
        byte[] text = EnvelopeFile.encode(MAILBOX, ID, envelope, Duration.ofMillis(7999));
        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(FROM_ASTERISK);
    }

    @Test
    void whatAsteriskWroteIsReadAndWrittenAlike() {
        EnvelopeFile read = parse(FROM_ASTERISK);
        assertThat(read.problems()).isEmpty();
        assertThat(read.id()).contains(ID);
        assertThat(read.duration()).contains(Duration.ofSeconds(7));
        assertThat(read.envelope().caller()).isEqualTo(Party.of("Alice", "200"));
        assertThat(read.envelope().redirecting()).isEqualTo(Party.UNKNOWN);
        byte[] again = EnvelopeFile.encode(MAILBOX, ID, read.envelope(), Duration.ofSeconds(7));
        assertThat(new String(again, StandardCharsets.UTF_8)).isEqualTo(FROM_ASTERISK);
    }

    /** After a forward with a prepended recording Asterisk's configuration writer has been at it. */
    @Test
    void whatAsterisksConfigurationWriterMadeOfItIsRead() {
        EnvelopeFile read = parse("""
                ;!
                ;! Automatically generated configuration file
                ;! Filename: /var/spool/asterisk/voicemail/default/1001/INBOX/msg0000.txt
                ;! Generator: app_voicemail
                ;! Creation Date: Sun Nov 22 19:10:01 2026
                ;!

                ;
                ; Message Information file
                ;
                [message]
                origmailbox = 1000
                context = from-internal
                macrocontext =\s
                exten => 1000
                rdnis = 1002
                callerid = 5551000
                origtime = 1795372969
                MSG_ID = 1795372969-00000004
                flag = Urgent
                duration = 5
                x-unknown = kept
                """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.envelope().caller()).isEqualTo(Party.ofNumber("5551000"));
        assertThat(read.envelope().redirecting()).isEqualTo(Party.ofNumber("1002"));
        assertThat(read.envelope().urgency()).isEqualTo(Urgency.URGENT);
        assertThat(read.envelope().attributes())
                .containsEntry("x-unknown", "kept")
                .containsEntry("macrocontext", "")
                .containsEntry("exten", "1000");
        assertThat(read.id()).contains(new MessageId("1795372969-00000004"));
    }

    @Test
    void thePriorityFlagIsKept() {
        EnvelopeFile read = parse(FROM_ASTERISK.replace("flag=", "flag=PRIORITY"));
        assertThat(read.envelope().urgency()).isEqualTo(Urgency.NORMAL);
        byte[] again = EnvelopeFile.encode(MAILBOX, ID, read.envelope(), Duration.ofSeconds(7));
        assertThat(new String(again, StandardCharsets.UTF_8)).contains("\nflag=PRIORITY\n");
    }

    @Test
    void anotherIdChangesNothingElse() {
        MessageId other = new MessageId("1-a");
        byte[] withId = FROM_ASTERISK.replace("Alice", "Al\u00ffce").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(EnvelopeFile.withId(withId, other), StandardCharsets.ISO_8859_1))
                .isEqualTo(FROM_ASTERISK.replace("Alice", "Al\u00ffce").replace(ID.value(), "1-a"));
        String without = FROM_ASTERISK.replaceAll("msg_id=.*\n", "").stripTrailing();
        assertThat(new String(
                        EnvelopeFile.withId(without.getBytes(StandardCharsets.UTF_8), other), StandardCharsets.UTF_8))
                .isEqualTo(without + "\nmsg_id=1-a\n");
        assertThat(parse(new String(EnvelopeFile.withId(new byte[0], other), StandardCharsets.UTF_8))
                        .id())
                .contains(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0", "[message]\norigtime=99999999999999999999\nduration=-1\n", "garbage"})
    void aMalformedFileIsReadAsFarAsPossible(String text) {
        EnvelopeFile read = parse(text);
        assertThat(read.problems()).isNotEmpty();
        assertThat(read.envelope().received()).isEqualTo(Instant.EPOCH);
        assertThat(read.duration()).isEmpty();
    }

    @Test
    void anEndlessFileIsReadToItsBound() {
        EnvelopeFile read = parse(FROM_ASTERISK + "x=" + "y".repeat(1 << 20));
        assertThat(read.id()).contains(ID);
        assertThat(read.problems()).isNotEmpty();
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.of(0, 1, -1), new SplittableRandom(20261122).longs(200));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEnvelopeSurvivesTheRoundTrip(long seed) {
        Envelope before = Envelopes.random(seed);
        byte[] text = EnvelopeFile.encode(MAILBOX, ID, before, Duration.ofSeconds(3));
        EnvelopeFile read = EnvelopeFile.parse(text, Instant.EPOCH);
        assertThat(read.problems()).isEmpty();
        assertThat(read.id()).contains(ID);
        Envelopes.assertKept(before, read.envelope());
        assertThat(EnvelopeFile.encode(MAILBOX, ID, read.envelope(), Duration.ofSeconds(3)))
                .isEqualTo(text);
    }

    @Test
    void noMutationOfAFileBreaksTheReader() {
        byte[] good = FROM_ASTERISK.getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(20261122);
        for (int i = 0; i < 100_000; i++) {
            byte[] bad = good.clone();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            Envelope read = EnvelopeFile.parse(bad, Instant.EPOCH).envelope();
            byte[] again = EnvelopeFile.encode(MAILBOX, ID, read, Duration.ZERO);
            Envelopes.assertKept(read, EnvelopeFile.parse(again, Instant.EPOCH).envelope());
        }
    }

    private static EnvelopeFile parse(String text) {
        return EnvelopeFile.parse(text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
