package org.voicemail4j.sip;

import java.util.concurrent.atomic.AtomicLong;

/** What stays the same in all requests to one lamp, and what rises. For many threads. */
final class NotifySequence {

    private final String callId;
    private final String fromTag;
    private final boolean dialogs;
    private final AtomicLong cseq;

    private NotifySequence(String callId, String fromTag, boolean dialogs, long cseq) {
        this.callId = callId;
        this.fromTag = fromTag;
        this.dialogs = dialogs;
        this.cseq = new AtomicLong(cseq);
    }

    /** Of our own making. */
    NotifySequence() {
        this(SipMessages.newTag() + SipMessages.newTag(), SipMessages.newTag(), false, 0);
    }

    /** Of a dialog that the other side began. */
    static NotifySequence ofDialog(String callId, String ourTag, long cseq) {
        return new NotifySequence(callId, ourTag, true, cseq);
    }

    String callId() {
        return callId;
    }

    /** Whether the Call-ID is the other side's, as it is. */
    boolean isDialogs() {
        return dialogs;
    }

    String fromTag() {
        return fromTag;
    }

    long next() {
        return cseq.incrementAndGet();
    }

    long last() {
        return cseq.get();
    }
}
