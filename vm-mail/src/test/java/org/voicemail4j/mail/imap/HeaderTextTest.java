package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.testkit.Envelopes;
import org.voicemail4j.testkit.Sounds;
import org.voicemail4j.testkit.StoreUnderTest;

class HeaderTextTest {

    private static final ImapAccount ACCOUNT = ImapAccount.of(
                    ImapServer.of("127.0.0.1", 143, ImapSecurity.CLEAR), "alice\"\\ <x>", "secret word")
            .build();

    static LongStream seeds() {
        return LongStream.range(20261122, 20261222);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Alice", "=?UTF-8?B?QQ==?=", "a =?x", "\u4e2d\u6587 \uD83D\uDE00", "\"q\" <1>; x=y", "\u00e9"
            })
    void whatIsWrittenIsRead(String text) {
        assertThat(HeaderText.decode(unfolded(HeaderText.encode(text)))).isEqualTo(text);
    }

    private static String unfolded(String value) {
        return value.replace("\r\n ", " ");
    }

    @Test
    void longTextIsFoldedIntoShortLines() {
        String text = "\uD83D\uDE00\u00e9x".repeat(500);
        String encoded = HeaderText.encode(text);
        assertThat(encoded.split("\r\n", -1))
                .allSatisfy(line -> assertThat(line.length()).isLessThan(78));
        assertThat(HeaderText.decode(unfolded(encoded))).isEqualTo(text);
    }

    /** As Asterisk and mail programs write them; the last ones as nobody should. */
    @Test
    void wordsOfOthersAreReadAsFarAsTheyCanBe() {
        assertThat(HeaderText.decode("=?ISO-8859-1?Q?J=F6rg_M=FCller?=")).isEqualTo("J\u00f6rg M\u00fcller");
        assertThat(HeaderText.decode("=?utf-8?b?w6k=?= =?utf-8?q?=C3=A9?= end")).isEqualTo("\u00e9\u00e9 end");
        assertThat(HeaderText.decode("=?nonsense?B?w6k=?=")).isEqualTo("=?nonsense?B?w6k=?=");
        assertThat(HeaderText.decode("=?utf-8?B?%%%?=")).isEqualTo("=?utf-8?B?%%%?=");
        assertThat(HeaderText.decode("=?utf-8?Q?=ZZ?=")).isEqualTo("=?utf-8?Q?=ZZ?=");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyEnvelopeIsReadAsItWasWrittenAndAddsNoHeader(long seed) {
        Envelope envelope = Envelopes.random(seed);
        MessageId id = new MessageId("1795551825-0000000" + seed % 10);
        MailWriter writer = new MailWriter(StoreUnderTest.ALICE, ACCOUNT);
        VoicemailHeaders read = writer.message(
                        id, envelope, Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(3), 1), "key token")
                .headers();
        assertThat(read.id()).isEqualTo(id);
        assertThat(read.length()).isEqualTo(Duration.ofSeconds(3));
        assertThat(read.owner()).isEqualTo(Owner.of(StoreUnderTest.ALICE, ACCOUNT));
        Envelopes.assertKept(
                envelope,
                MailFlags.apply(
                        read.envelope(),
                        MailFlags.of(envelope).contains("\\Flagged")
                                ? java.util.Set.of("\\flagged")
                                : java.util.Set.of()));
    }

    @Test
    void aCallerCannotWriteAHeader() throws Exception {
        Envelope envelope = Envelope.received(StoreUnderTest.RECEIVED)
                .caller(Party.of("Eve\r\nX-Asterisk-VM-Extension: 6666", "1\r\n\r\nBcc: all@example"))
                .category("x\r\nBcc: all@example\r\n\r\n--voicemail_1")
                .attribute("note", "a\nReceived: b")
                .build();
        var out = new java.io.ByteArrayOutputStream();
        new MailWriter(new MailboxId("default", "1000"), ACCOUNT)
                .message(new MessageId("1-1"), envelope, Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(1), 1), "")
                .mail()
                .writeTo(out);
        String mail = out.toString(java.nio.charset.StandardCharsets.US_ASCII);
        String headers = mail.substring(0, mail.indexOf("\r\n\r\n"));
        assertThat(headers.lines().map(line -> line.split("[: ]", 2)[0]))
                .doesNotContain("Bcc", "Received")
                .containsOnlyOnce("X-Asterisk-VM-Extension");
        assertThat(mail).doesNotContain("secret word");
        assertThat(ACCOUNT.toString()).doesNotContain("secret word");
        assertThat(ACCOUNT.login().toString()).doesNotContain("secret word");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 56, 57, 58, 7295, 7296, 7297, 100_000})
    void aMailIsAsLongAsItSays(int octets) throws Exception {
        for (AudioFormat format : AudioFormat.values()) {
            int whole = octets - octets % format.encoding().blockBytes();
            var sound = Sounds.of(format, new byte[whole]);
            VoicemailMail mail = new VoicemailMail("A: b\r\n", "words", "msg0000", "boundary", sound);
            var out = new java.io.ByteArrayOutputStream();
            mail.writeTo(out);
            assertThat(out.size()).isEqualTo(mail.octets());
        }
    }
}
