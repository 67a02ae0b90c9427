package org.voicemail4j.smdi.link;

import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampFailure;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.smdi.codec.SmdiMessage;

/**
 * Is told what happens on a link, on the link's own threads: whoever takes long holds the line up. What a listener throws
 * is logged and nothing more.
 */
public interface SmdiListener {

    /** Wants to know nothing. */
    SmdiListener NONE = new SmdiListener() {};

    /** The switch sent a message. */
    default void received(SmdiMessage message) {}

    /** Something came that is no message, or before one. */
    default void malformed(Malformed what) {}

    /** A lamp command left. */
    default void sent(LampCommand command) {}

    /** The switch refuses a lamp for good: it does not know the station, or was blocked too often. */
    default void lampGivenUp(LampFailure failure) {}

    /** The line's state changed. */
    default void state(SmdiPort.State state) {}
}
