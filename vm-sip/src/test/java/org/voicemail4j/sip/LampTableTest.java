package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;

class LampTableTest {

    private static final Map<String, List<String>> TABLE =
            Map.of("1000", List.of("sip:{number}@a.test", "sip:{number}-{context}@b.test"), "2000", List.of());

    private static List<String> lamps(SipConfig.Builder settings, String mailbox) {
        return settings.listen("udp:127.0.0.1:5060")
                .mwiTargetsBefore(id -> Optional.ofNullable(TABLE.get(id.number())))
                .build()
                .mwiTargets()
                .apply(MailboxId.parse(mailbox));
    }

    @Test
    void whatTheDirectorySaysGoesBeforeTheRule() {
        assertThat(lamps(SipConfig.builder().outboundProxy("sip:192.0.2.1"), "1000@sales"))
                .containsExactly("sip:1000@a.test", "sip:1000-sales@b.test");
        assertThat(lamps(SipConfig.builder().outboundProxy("sip:192.0.2.1"), "2000"))
                .isEmpty();
    }

    @Test
    void theRuleHoldsForAllOthers() {
        assertThat(lamps(SipConfig.builder().outboundProxy("sip:192.0.2.1"), "3000"))
                .containsExactly("sip:3000@192.0.2.1");
        assertThat(lamps(SipConfig.builder().mwiTarget("sip:{number}@c.test"), "3000"))
                .containsExactly("sip:3000@c.test");
    }
}
