package com.example.hotel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final List<CallRefusal> refusals = new ArrayList<>();

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
        return sound;
    }

    @Override
    public void reject(CallRefusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void hangUp() {
        sound.hangUp();
    }

    /** The phrases that the desk heard. */
    public List<String> heard() {
        return sound.heard();
    }

    /** Why the call was not answered, if it was not. */
    public Optional<CallRefusal> refusal() {
        return refusals.stream().findFirst();
    }
}
