package org.voicemail4j.smdi.link;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.testkit.CallInfoResolverContract;
import org.voicemail4j.testkit.LoopbackSmdiPort;

class SmdiLinkCallTest implements CallInfoResolverContract {

    private final LoopbackSmdiPort port = LoopbackSmdiPort.pair();
    private final SmdiSwitch pbx = new SmdiSwitch(port::other);
    private final SmdiLink link = SmdiLink.over(port)
            .config(SmdiConfig.builder().patience(Duration.ofMillis(50)).build())
            .start();

    @Override
    public CallInfoResolver resolver() {
        return link;
    }

    @Override
    public CallInfo knownCall() {
        pbx.call(new CallHistory(1, 7, 'N', "1000", "5559999"));
        return call("0007");
    }

    @Override
    public CallPurpose knownPurpose() {
        return CallPurpose.deposit(MailboxId.parse("1000"));
    }

    @Override
    public CallInfo unknownCall() {
        return call("8");
    }

    private static CallInfo call(String line) {
        return CallInfo.of("call-1", CallPurpose.retrieval())
                .context("elsewhere")
                .line(line)
                .build();
    }

    @Override
    public void cutOff() {
        port.pull();
    }

    @AfterEach
    void close() {
        link.close();
        pbx.close();
    }
}
