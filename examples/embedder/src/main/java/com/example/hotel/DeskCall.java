package com.example.hotel;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.message.Party;

/** A call that the front desk passes on to a room's voicemail: the desk hears everything, then says what it has to say. */
public final class DeskCall implements IncomingCall {

    private final CallInfo info;
    private final DeskSound sound;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final AtomicReference<CallRefusal> refusal = new AtomicReference<>();

    /**
     * @param room whose voicemail it is for
     * @param samples what the desk says after the beep: 16 bit samples at 8 kHz
     */
    public DeskCall(MailboxId room, byte[] samples) {
        this.info = CallInfo.of("desk-" + room, CallPurpose.deposit(room))
                .caller(Party.of("Front desk", "9"))
                .build();
        this.sound = new DeskSound(samples);
    }

    @Override
    public CallInfo info() {
        return info;
    }

    @Override
    public MediaSession accept() {
        decide();
        return sound;
    }

    @Override
    public void reject(CallRefusal why) {
        decide();
        refusal.compareAndSet(null, why);
    }

    private void decide() {
        if (decided.getAndSet(true)) {
            throw new IllegalStateException("this call was answered or refused before");
        }
    }

    @Override
    public void hangUp() {
        if (!decided.get()) {
            refusal.compareAndSet(null, CallRefusal.FAILED);
        }
        sound.hangUp();
    }

    /** The desk puts the receiver down. */
    public void deskHangsUp() {
        sound.hangUp();
    }

    /** Whether nobody is at the phone any more. */
    public boolean isOver() {
        return sound.isHungUp() || refusal().isPresent();
    }

    /** The phrases that the desk heard. */
    public List<String> heard() {
        return sound.heard();
    }

    /** Why the call was not answered, if it was not. */
    public Optional<CallRefusal> refusal() {
        return Optional.ofNullable(refusal.get());
    }
}
