package org.voicemail4j.testkit;

import org.junit.jupiter.api.Nested;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxId;

/** A call that follows a script is a call like any other. */
class ScriptedCallContractTest implements IncomingCallContract {

    @Override
    public Ringing ring() {
        return new Scripted(scripted());
    }

    private static ScriptedCall scripted() {
        return ScriptedCall.of(CallInfo.of("call-1", CallPurpose.deposit(MailboxId.parse("1000")))
                .build());
    }

    @Nested
    class HeardEarly implements IncomingCallContract {

        @Override
        public Ringing ring() {
            return new Scripted(scripted().withEarlyMedia());
        }
    }

    private record Scripted(ScriptedCall scripted) implements Ringing {

        @Override
        public IncomingCall call() {
            return scripted;
        }

        @Override
        public void callerHangsUp() {
            scripted.hangsUp();
        }

        @Override
        public boolean isOver() {
            return scripted.isOver() || scripted.refusal().isPresent();
        }

        @Override
        public void close() {
            // time is virtual; nothing is open
        }
    }
}
