package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that the stack's parser would not get done with. */
class StrictMessageParserTest {

    private final Rejections rejections = new Rejections();

    private SIPMessage parsed(String via) throws ParseException {
        String message = "OPTIONS sip:a@b SIP/2.0\r\n" + via + "\r\nFrom: <sip:x@y>;tag=1\r\nTo: <sip:a@b>\r\n"
                + "Call-ID: z\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        SIPMessage parsed = new StrictMessageParser(rejections, new Parsing())
                .parseSIPMessage(
                        message.getBytes(StandardCharsets.UTF_8), true, false, (why, to, header, text, all) -> {});
        if (parsed == null) {
            throw new AssertionError("nothing");
        }
        return parsed;
    }

    /** Each datagram would have taken a thread, and then all memory there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Via: SIP/2.0/UDP h:5060(\\",
                "Via: SIP/2.0/UDP h:5060;branch=z9hG4bK1 (x\\",
                "v : SIP/2.0/UDP h (tag: \\",
                "VIA: SIP/2.0/UDP a, SIP/2.0/UDP h\r\n (\r\n x\\",
            })
    void aCommentInViaThatDoesNotEnd(String via) {
        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> parsed(via))
                .withMessage("Malformed Message")
                .havingCause()
                .isInstanceOf(ParseException.class)
                .withMessage("a comment in Via");
        assertThat(rejections.count(Rejection.UNPARSEABLE)).isEqualTo(1);
    }

    /** RFC 2543 had them. */
    @Test
    void aCommentInViaThatEndsIsBorneWith() throws ParseException {
        assertThat(parsed("Via: SIP/2.0/UDP h;branch=z9hG4bK1 (Acme)")
                        .getTopmostVia()
                        .getComment())
                .isEqualTo("Acme");
    }

    /** The stack remembers each for ever. */
    @Test
    void namesOfHeadersThatStrangersMakeUpAreForgotten() throws ParseException {
        HeaderNames names = new HeaderNames();
        assertThat(names.size()).as("the stack's own").isPositive();
        for (int i = 0; i < 2 * HeaderNames.MOST; i++) {
            parsed("Via: SIP/2.0/UDP h;branch=z9hG4bK1\r\nX-Made-Up-" + i + ": x");
        }

        assertThat(names.size()).isBetween(1, HeaderNames.MOST + 100);
    }

    @Test
    void aNameOfAHeaderIsNoLongerThanNamesAre() throws ParseException {
        String via = "Via: SIP/2.0/UDP h;branch=z9hG4bK1\r\n";
        assertThat(parsed(via + "X".repeat(HeaderNames.LONGEST) + ": x")).isNotNull();
        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> parsed(via + "X".repeat(HeaderNames.LONGEST + 1) + ": x"));
    }
}
