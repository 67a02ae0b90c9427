package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.rtp.MediaConfig;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.sip.SipConfig;
import org.voicemail4j.sip.SipEndpoint;
import org.voicemail4j.smdi.link.NumberRules;
import org.voicemail4j.smdi.link.SmdiConfig;
import org.voicemail4j.smdi.link.SmdiLink;
import org.voicemail4j.smdi.port.SerialSettings;
import org.voicemail4j.smdi.port.SerialSmdiPort;

/** The program of docs/smdi.md. */
class SmdiDocumentTest {

    @Test
    void aLinkStartsBeforeItsDeviceIsThere() {
        MediaConfig config =
                MediaConfig.builder(InetAddress.getLoopbackAddress()).build();
        try (RtpMediaSessions media = new RtpMediaSessions(config);
                SipEndpoint sip = new SipEndpoint(
                        SipConfig.builder().listen("udp:127.0.0.1:0").build(), media)) {
            SmdiLink desk = SmdiLink.over(new SerialSmdiPort("/dev/ttyPBX", SerialSettings.STANDARD))
                    .config(SmdiConfig.builder()
                            .forwardingRules(NumberRules.parse("strip 3"))
                            .build())
                    .start();
            VoicemailService.Builder service =
                    VoicemailService.builder().resolver(desk).mwi(MwiPublisher.all(sip.mwi(), desk));
            assertThat(service).isNotNull();
            assertThat(desk.statistics().up()).isFalse();
            desk.close();
        }
    }
}
