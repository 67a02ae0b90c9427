package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

/** The sound of a call as its signalling negotiates it. */
class CallMediaTest {

    private final FakeMedia media = new FakeMedia("127.0.0.1");

    @Test
    void theAckOfAnEarlierInviteDoesNotAnswerALaterOffer() throws ParseException {
        CallMedia.Opening opening = CallMedia.open(invite(1), media, 7, new EncryptionTerms(false, false));
        CallMedia open = ((CallMedia.Opening.Opened) opening).media();
        assertThat(open.isAnswerDue(1)).isTrue();
        assertThat(open.answered(UdpPeer.SDP.getBytes(StandardCharsets.US_ASCII)))
                .isTrue();

        open.offer(invite(2));

        assertThat(open.isAnswerDue()).isTrue();
        assertThat(open.isAnswerDue(1)).isFalse();
        assertThat(open.isAnswerDue(2)).isTrue();
    }

    private static SIPRequest invite(int sequence) throws ParseException {
        String text = "INVITE sip:1000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\n"
                + "From: <sip:5551000@example.test>;tag=f\r\nTo: <sip:1000@example.test>\r\nCall-ID: a\r\nCSeq: "
                + sequence + " INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        return (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.US_ASCII), true, false, null);
    }
}
