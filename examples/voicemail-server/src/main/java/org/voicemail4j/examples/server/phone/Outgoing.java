package org.voicemail4j.examples.server.phone;

/** Something that a phone sends, in steps of 20 ms. */
@FunctionalInterface
interface Outgoing {

    /**
     * Sends the next 20 ms.
     *
     * @return whether there is more
     */
    boolean next(RtpWriter writer);
}
