package com.example.hotel;

import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.testkit.IncomingCallContract;

/** A call from the front desk does what voicemail4j asks of every call. */
class DeskCallTest implements IncomingCallContract {

    @Override
    public Ringing ring() {
        return new Desk(new DeskCall(new MailboxId("hotel", "101"), new byte[1600]));
    }

    private record Desk(DeskCall desk) implements Ringing {

        @Override
        public IncomingCall call() {
            return desk;
        }

        @Override
        public void callerHangsUp() {
            desk.deskHangsUp();
        }

        @Override
        public boolean isOver() {
            return desk.isOver();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
