package org.voicemail4j.service;

/**
 * Is told what happens. Called off the calls' threads, in order for one mailbox, for several mailboxes at once; what it
 * throws is logged and changes nothing.
 */
@FunctionalInterface
public interface VoicemailListener {

    /** Something happened. */
    void on(VoicemailEvent event);
}
