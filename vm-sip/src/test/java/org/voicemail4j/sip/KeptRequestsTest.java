package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What finds no room any more, the more of it is kept. */
class KeptRequestsTest {

    private static SIPRequest request(String method) throws ParseException {
        SIPRequest request = new SIPRequest();
        request.setMethod(method);
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, false, 20000, false",
        "OPTIONS, false, 20001, true",
        "SUBSCRIBE, false, 20001, true",
        "INVITE, false, 20001, false",
        "INVITE, false, 40000, false",
        "INVITE, false, 40001, true",
        "INFO, true, 20001, false",
        "INFO, true, 40001, true",
        "ACK, false, 40001, false",
        "CANCEL, false, 40001, false",
    })
    void whatIsOutsideCallsGivesWayFirst(String method, boolean within, int kept, boolean full) throws ParseException {
        assertThat(new KeptRequests(() -> kept, request -> false).isFull(request(method), within))
                .isEqualTo(full);
    }

    /** Or it would not get the answer that it lost. */
    @ParameterizedTest
    @CsvSource({"OPTIONS, false", "INVITE, false", "UPDATE, true"})
    void whatIsRepeatedNeedsNoRoom(String method, boolean within) throws ParseException {
        assertThat(new KeptRequests(() -> 50_000, request -> true).isFull(request(method), within))
                .isFalse();
    }
}
