package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiEvent;

/** NOTIFY of other systems about mailboxes there. */
class ForeignSummariesTest extends Subscribing {

    @Test
    void incomingSummariesOfAnotherSystemAreTold() throws InterruptedException {
        UdpPeer phone = serve(usual());

        foreign(
                phone,
                "y1",
                "Messages-Waiting: yes\nMessage-Account: sip:300@pbx.test\nVoice-Message: 7/2 (3/6)\n",
                200);
        foreign(phone, "y2", "messages-waiting: NO\n", 200);
        foreign(phone, "y4", "nonsense", 400);

        assertThat(events.poll(10, TimeUnit.SECONDS))
                .isEqualTo(new MwiEvent.Foreign("sip:300@pbx.test", counts(7, 3, 2, 2)));
        assertThat(events.poll(10, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        MwiEvent.Foreign.class,
                        event -> assertThat(event.summary()).isEqualTo(new MessageSummary(MessageCounts.NONE)));
        assertThat(events).isEmpty();
    }

    @Test
    void incomingSummariesOfStrangersAreRefused() {
        UdpPeer phone = serve(usual(), settings -> settings);

        foreign(phone, "y5", "Messages-Waiting: no\n", 403);
    }

    private static void foreign(UdpPeer phone, String callId, String body, int status) {
        String notify =
                phone.request("NOTIFY", "300", callId, 1, "", "Event: message-summary\n", body.replace("\n", "\r\n"));
        phone.send(notify.replace("application/sdp", "application/simple-message-summary"));
        phone.expect("SIP/2.0 " + status);
    }

    /** Refused, the other system would end its subscription and tell nothing any more (RFC 6665 §4.2.2). */
    @Test
    void whatIsRightButSaysNoCountsIsTakenWithoutAnEvent() {
        UdpPeer phone = serve(usual());

        foreign(phone, "y6", "Messages-Waiting: yes\n", 200);
        foreign(phone, "y7", "Messages-Waiting: yes\nFax-Message: 2/1\n", 200);
        phone.send(phone.request(
                "NOTIFY",
                "300",
                "y8",
                1,
                "",
                "Event: message-summary\nSubscription-State: terminated;reason=timeout\n",
                ""));
        phone.expect("SIP/2.0 200");

        assertThat(events).isEmpty();
    }
}
