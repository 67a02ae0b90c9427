package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.RedirectReason;

class CallRouterTest {

    private static final CallRouter ROUTER = new CallRouter(SipConfig.builder()
            .listen("udp:127.0.0.1:5060")
            .context("main")
            .pilot("voicemail")
            .nameSearch("*411", DirectoryOptions.parse("f(2)"))
            .build());

    /** Each row: source, Request-URI, more headers separated by !, mailbox, reason. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    X header wins             | sip:1@h;target=sip:2%40h | X-Voicemail-Mailbox: 9!Diversion: <sip:3@h>;reason=user-busy | 9@main | BUSY
                    X header alone            | sip:1@h                  | X-Voicemail-Mailbox: 9                         | 9@main | UNKNOWN
                    X context                 | sip:1@h                  | X-Voicemail-Mailbox: 9!X-Voicemail-Context: sales | 9@sales | UNKNOWN
                    X greeting                | sip:1@h                  | X-Voicemail-Mailbox: 9!X-Voicemail-Greeting: busy | 9@main | BUSY
                    X context alone           | sip:0000FFFF0001@h       | X-Voicemail-Context: DIR1                      | 0000FFFF0001@DIR1 | NONE
                    RFC 4458 target           | sip:1@h;target=sip:2%40h;cause=486 | Diversion: <sip:3@h>;reason=no-answer | 2@main | BUSY
                    RFC 4458 bare target      | sip:1@h;target=2;cause=408 | X: y                                         | 2@main | NO_ANSWER
                    RFC 4458 cause alone      | sip:1@h;cause=302        | X: y                                           | 1@main | UNCONDITIONAL
                    RFC 4458 cause, Diversion | sip:1@h;cause=503        | Diversion: <sip:3@h>;reason=user-busy          | 3@main | UNREACHABLE
                    History-Info by Reason    | sip:vm@h                 | History-Info: <sip:2@h?Reason=SIP%3Bcause%3D486>;index=1, <sip:vm@h>;index=1.1 | 2@main | BUSY
                    History-Info by cause     | sip:vm@h                 | History-Info: <sip:2@h>;index=1, <sip:vm@h;cause=408>;index=1.1;mp=1 | 2@main | NO_ANSWER
                    History-Info first        | sip:vm@h                 | History-Info: <sip:2@h>;index=1, <sip:3@h;cause=302>;index=1.1;mp=1, <sip:vm@h;cause=486>;index=1.1.1;mp=1.1 | 2@main | UNCONDITIONAL
                    History-Info in two lines | sip:vm@h                 | History-Info: <sip:2@h>;index=1!History-Info: <sip:vm@h;cause=480>;index=1.1 | 2@main | DEFLECTED
                    History-Info over Div.    | sip:vm@h                 | History-Info: <sip:2@h>;index=1, <sip:vm@h;cause=408>;index=1.1!Diversion: <sip:3@h>;reason=user-busy | 2@main | NO_ANSWER
                    History-Info of no use    | sip:1@h                  | History-Info: <sip:1@h>;index=1                | 1@main | NONE
                    History-Info, two Reasons | sip:vm@h                 | History-Info: <sip:2@h?Reason=Q.850%3Bcause%3D19&Reason=SIP%3Bcause%3D408>;index=1, <sip:vm@h>;index=1.1 | 2@main | NO_ANSWER
                    History-Info, anonymous   | sip:vm@h                 | History-Info: <sip:anonymous@anonymous.invalid>;index=1, <sip:vm@h;cause=408>;index=1.1!Diversion: <sip:3@h>;reason=user-busy | 3@main | NO_ANSWER
                    Diversion, anonymous      | sip:1@h                  | Diversion: <sip:anonymous@anonymous.invalid>;reason=user-busy | 1@main | BUSY
                    Diversion                 | sip:vm@h                 | Diversion: <sip:3@h>;reason=user-busy;counter=1 | 3@main | BUSY
                    Diversion, quoted reason  | sip:vm@h                 | Diversion: "A, B" <sip:3@h>;reason="no-answer" | 3@main | NO_ANSWER
                    Diversion, bottom         | sip:vm@h                 | Diversion: <sip:4@h>;reason=user-busy!Diversion: <sip:3@h>;reason=unconditional | 3@main | UNCONDITIONAL
                    Diversion, one line       | sip:vm@h                 | Diversion: <sip:4@h>;reason=user-busy, <tel:+1-555-3>;reason=do-not-disturb | +15553@main | DO_NOT_DISTURB
                    Diversion, odd reason     | sip:vm@h                 | Diversion: <sip:3@h>;reason=because            | 3@main | UNKNOWN
                    Diversion to retrieval    | sip:*97@h                | Diversion: <sip:3@h>;reason=away               | 3@main | UNREACHABLE
                    Request-URI               | sip:1000@h               | X: y                                           | 1000@main | NONE
                    Request-URI, tel          | tel:+1-555-1000          | X: y                                           | +15551000@main | NONE
                    To for a pilot number     | sip:voicemail@h          | X: y                                           | 7000@main | NONE
                    To for no user            | sip:h                    | X: y                                           | 7000@main | NONE
                    """)
    void theStrongestSourceSaysWhoseMailbox(
            String name, String uri, String headers, String mailbox, RedirectReason reason) throws ParseException {
        CallInfo info = route(uri, headers, true).orElseThrow();

        assertThat(info.purpose()).isInstanceOf(CallPurpose.Deposit.class);
        assertThat(((CallPurpose.Deposit) info.purpose()).mailbox()).hasToString(mailbox);
        assertThat(info.reason()).isEqualTo(reason);
    }

    @Test
    void oneNumberLooksForNames() throws ParseException {
        assertThat(route("sip:*411@h", "X: y", false).orElseThrow().purpose())
                .isInstanceOfSatisfying(
                        CallPurpose.NameSearch.class,
                        search -> assertThat(search.options().digits()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sip:1000@h | X-Digium-Call-Feature: feature_send_to_vm | 1000
                    sip:*97@h  | X-Digium-Call-Feature: Feature_Send_To_VM | 7000
                    sip:voicemail@h | X-Digium-Call-Feature: feature_send_to_vm | 7000
                    sip:voicemail@h | Diversion: <sip:3@h>;reason="send_to_vm"  | 3
                    sip:*98@h  | Diversion: <sip:h>;reason=send_to_vm      | 7000
                    sip:*411@h | X-Digium-Call-Feature: feature_send_to_vm | 7000
                    """)
    void aPhonesKeyLeadsStraightToItsOwnersMailbox(String uri, String header, String mailbox) throws ParseException {
        CallInfo info = route(uri, header, true).orElseThrow();

        assertThat(number(info)).isEqualTo(mailbox);
        assertThat(info.reason()).isEqualTo(RedirectReason.DEFLECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"voicemail", "*97", "*98", "*982000", "*411"})
    void aPhonesKeyLeadsToNoneOfVoicemailsOwnNumbers(String own) throws ParseException {
        for (String dialled : List.of("sip:*97@h", "sip:voicemail@h", "sip:*411@h", "sip:h")) {
            assertThat(route(dialled, own, "X-Digium-Call-Feature: feature_send_to_vm", true))
                    .as("%s, To %s", dialled, own)
                    .isEmpty();
        }
    }

    @Test
    void aStrangersKeyLeadsNowhere() throws ParseException {
        CallInfo info = route("sip:*97@h", "X-Digium-Call-Feature: feature_send_to_vm", false)
                .orElseThrow();

        assertThat(info.purpose()).isInstanceOf(CallPurpose.Retrieval.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sip:*97@h      | X: y                                 | 5551000@main
                    sip:*97@h      | X-Voicemail-Mailbox: 9               | 9@main
                    sip:*97@h      | P-Asserted-Identity: <tel:+1555>     | +1555@main
                    sip:*982000@h  | X: y                                 | 2000@main
                    sip:*98@h      | X: y                                 | nobody
                    sip:*98@h      | X-Voicemail-Mailbox: 9               | 9@main
                    sip:*982000@h  | X-Voicemail-Context: sales           | 2000@sales
                    """)
    void someNumbersAreForListening(String uri, String headers, String mailbox) throws ParseException {
        CallInfo info = route(uri, headers, true).orElseThrow();

        assertThat(info.purpose()).isInstanceOf(CallPurpose.Retrieval.class);
        assertThat(((CallPurpose.Retrieval) info.purpose())
                        .mailbox()
                        .map(Object::toString)
                        .orElse("nobody"))
                .isEqualTo(mailbox);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    sip:..%2F..%2Fx@h                | X: y
                    sip:*98..%2Fx@h                  | X: y
                    sip:1000@h                       | X-Voicemail-Mailbox: ../../x
                    sip:1000@h                       | X-Voicemail-Context: a/b
                    sip:1000@h                       | Diversion: <sip:..%2fx@h>
                    sip:1000@h;target=sip:%2e%2e%40h | X: y
                    """)
    void whatCannotBeAMailboxIsNobodys(String uri, String headers) throws ParseException {
        assertThat(route(uri, headers, true)).isEmpty();
    }

    @Test
    void strangersAreNotBelieved() throws ParseException {
        CallInfo info = route(
                        "sip:1000@h",
                        "X-Voicemail-Mailbox: 9!X-Voicemail-Context: sales!P-Asserted-Identity: \"Boss\" <sip:1@h>",
                        false)
                .orElseThrow();

        assertThat(((CallPurpose.Deposit) info.purpose()).mailbox()).hasToString("1000@main");
        assertThat(info.caller()).isEqualTo(Party.of("Alice \"A\" Smith", "5551000"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    X-Voicemail-Mailbox: 9                                  | 9    | 5551000
                    X-Voicemail-Mailbox: 9!X-Voicemail-Context: sales       | 9    | 5551000
                    Diversion: <sip:3@h>;reason=user-busy                   | 3    | 5551000
                    History-Info: <sip:2@h>;index=1, <sip:1000@h;cause=408>;index=1.1 | 2    | 5551000
                    P-Asserted-Identity: "Boss" <sip:1@h>                   | 1000 | 1
                    """)
    void eachHeaderCountsFromTrustedPeersAlone(String header, String mailbox, String caller) throws ParseException {
        CallInfo believed = route("sip:1000@h", header.strip(), true).orElseThrow();
        CallInfo stranger = route("sip:1000@h", header.strip(), false).orElseThrow();

        assertThat(number(believed)).isEqualTo(mailbox);
        assertThat(believed.caller().number()).contains(caller);
        assertThat(stranger.purpose()).isEqualTo(CallPurpose.deposit(MailboxId.parse("1000@main")));
        assertThat(stranger.caller().number()).contains("5551000");
        assertThat(stranger.redirecting()).isEqualTo(Party.UNKNOWN);
        assertThat(stranger.reason()).isEqualTo(RedirectReason.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "user;id", "header", "USER; critical"})
    void whoeverAsksForPrivacyIsUnknownToTheOwner(String privacy) throws ParseException {
        String headers = "P-Asserted-Identity: \"Boss\" <sip:1@h>!Privacy: " + privacy;

        CallInfo message = route("sip:1000@h", headers, true).orElseThrow();

        assertThat(message.caller()).isEqualTo(Party.UNKNOWN);
        assertThat(number(message)).isEqualTo("1000");
    }

    @Test
    void whoeverAsksForPrivacyComesToTheOwnMailboxAllTheSame() throws ParseException {
        CallInfo own = route("sip:*97@h", "P-Asserted-Identity: <sip:1@h>!Privacy: id", true)
                .orElseThrow();

        assertThat(own.purpose()).isEqualTo(CallPurpose.retrieval(MailboxId.parse("1@main")));
        assertThat(own.caller().number()).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "session", "critical"})
    void otherPrivacyHidesNobody(String privacy) throws ParseException {
        assertThat(route("sip:1000@h", "Privacy: " + privacy, true)
                        .orElseThrow()
                        .caller())
                .isEqualTo(Party.of("Alice \"A\" Smith", "5551000"));
    }

    private static String number(CallInfo info) {
        return ((CallPurpose.Deposit) info.purpose()).mailbox().number();
    }

    @Test
    void theLastDiverterIsTheRedirectingParty() throws ParseException {
        CallInfo info = route("sip:vm@h", "Diversion: \"Front; desk\" <sip:4@h>!Diversion: <sip:3@h>", true)
                .orElseThrow();

        assertThat(info.redirecting()).isEqualTo(Party.of("Front; desk", "4"));
    }

    private static Optional<CallInfo> route(String uri, String headers, boolean trusted) throws ParseException {
        return route(uri, "7000", headers, trusted);
    }

    private static Optional<CallInfo> route(String uri, String to, String headers, boolean trusted)
            throws ParseException {
        String text = "INVITE " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK1\r\n"
                + "From: \"Alice \\\"A\\\" Smith\" <sip:5551000@h>;tag=1\r\n"
                + "To: <sip:" + to + "@h>\r\n"
                + "Call-ID: c\r\nCSeq: 1 INVITE\r\n"
                + headers.replace("!", "\r\n")
                + "\r\nContent-Length: 0\r\n\r\n";
        SIPRequest request = (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
        return ROUTER.route(new CallHeaders(request), new Peer(trusted, Optional.empty()));
    }
}
