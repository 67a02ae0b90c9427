package com.example.hotel;

import java.time.Duration;
import java.time.Instant;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.testkit.AudioSinkContract;
import org.voicemail4j.testkit.Sounds;

/** What the hotel's store records into does what voicemail4j asks of every sink. */
class TakeTest implements AudioSinkContract {

    private final Deposit deposit = begin();

    private static Deposit begin() {
        DepositStart start = new RoomMessages()
                .beginDeposit(
                        new MailboxId("hotel", "101"),
                        Envelope.received(Instant.EPOCH).build(),
                        new DepositTerms(100, Duration.ZERO));
        return ((DepositStart.Opened) start).deposit();
    }

    @Override
    public AudioSink sink() {
        return deposit.renditions().get(0);
    }

    @Override
    public void end() {
        deposit.commit();
    }

    @Override
    public byte[] kept() {
        return Sounds.octets(deposit.recorded());
    }
}
