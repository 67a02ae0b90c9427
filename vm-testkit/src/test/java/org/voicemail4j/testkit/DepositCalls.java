package org.voicemail4j.testkit;

import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.call.DepositOptions;

/** Calls that deposit into a fixture's mailbox with options of their own. */
final class DepositCalls {

    private final FlowFixture fixture;

    DepositCalls(FlowFixture fixture) {
        this.fixture = fixture;
    }

    ScriptedCall to(String options) {
        return to(DepositOptions.parse(options));
    }

    ScriptedCall to(DepositOptions options) {
        return to(new Deposit(FlowFixture.BOX).with(options));
    }

    ScriptedCall to(Deposit wanted) {
        return ScriptedCall.of(
                        CallInfo.of("call-3", wanted).caller(FlowFixture.CALLER).build())
                .on(fixture.clock);
    }
}
