package org.voicemail4j.sip;

/** What stays the same in all NOTIFY of one mailbox, and what rises. Used by one thread at a time. */
final class NotifySequence {

    private final String callId = SipMessages.newTag() + SipMessages.newTag();
    private final String fromTag = SipMessages.newTag();
    private long cseq;

    String callId() {
        return callId;
    }

    String fromTag() {
        return fromTag;
    }

    long next() {
        return ++cseq;
    }
}
