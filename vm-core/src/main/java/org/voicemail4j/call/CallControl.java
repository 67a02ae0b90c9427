package org.voicemail4j.call;

/** What can be done with a call besides talking. */
public interface CallControl {

    /** A line that can do nothing of it. */
    CallControl NONE = target -> false;

    /**
     * Sends the caller on to somebody else and leaves the call.
     *
     * @param target number or address as the host's numbering plan has it
     * @return whether the network took the call over; if not, the call is still here, unless it had ended
     */
    boolean transfer(String target);

    /**
     * Connects the owner of a mailbox, who is on this call, with somebody else, and leaves the call. Without further
     * ado that is a transfer to the number; a line that can say on whose behalf (Referred-By, RFC 3892) or knows several
     * numbering plans does better.
     *
     * @return whether the network took the call over; if not, the call is still here
     */
    default boolean connect(OutgoingCall call) {
        return transfer(call.number());
    }
}
