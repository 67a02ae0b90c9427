package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;

class LineSourceTest {

    @ParameterizedTest
    @CsvSource({
        "user, sip:0007@h, 0007",
        "header:X-Port, sip:1000@h, 12",
        "parameter:trunk, sip:1000@h;trunk=T7, T7",
        "PARAMETER:Trunk, sip:1000@h;TRUNK=T7, T7",
        "header:X-None, sip:1000@h, ",
        "parameter:none, sip:1000@h, ",
        "user, sip:h, "
    })
    void aTrustedGatewayNamesItsLine(String source, String uri, String line) throws ParseException {
        assertThat(route(source, uri, true).orElseThrow().line()).isEqualTo(Optional.ofNullable(line));
    }

    @Test
    void anybodyElseNamesNone() throws ParseException {
        assertThat(route("header:X-Port", "sip:1000@h", false).orElseThrow().line())
                .isEmpty();
    }

    @Test
    void aCallThatNamesALineAloneIsForListeningUntilTheDeskSaysOtherwise() throws ParseException {
        CallInfo info = route("header:X-Port", "sip:line%207@h", true).orElseThrow();
        assertThat(info.line()).contains("12");
        assertThat(info.purpose()).isEqualTo(CallPurpose.retrieval());
        assertThat(route("header:X-Port", "sip:line%207@h", false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nowhere", "user:x", "header", "header:", "header:a b", "parameter:a=b", "''"})
    void whatIsNoPlaceIsRefused(String source) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LineSource.parse(source))
                .withMessageContaining("user, header:NAME or parameter:NAME is expected");
    }

    private static Optional<CallInfo> route(String source, String uri, boolean trusted) throws ParseException {
        CallRouter router = new CallRouter(SipConfig.builder()
                .listen("udp:127.0.0.1:5060")
                .lineSource(LineSource.parse(source))
                .build());
        String text = "INVITE " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
                + "From: <sip:5551000@h>;tag=1\r\n"
                + "To: <sip:7000@h>\r\n"
                + "X-Port: 12\r\n"
                + "Call-ID: c\r\nCSeq: 1 INVITE\r\n"
                + "Content-Length: 0\r\n\r\n";
        SIPRequest request = (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
        return router.route(new CallHeaders(request), new Peer(trusted, Optional.empty()));
    }
}
