package org.voicemail4j.smdi.codec;

/**
 * A message of the message-desk link (GR-283-CORE, the Simplified Message Desk Interface): seven-bit characters, no
 * acknowledgement, no repetition. The switch sends {@link CallHistory} and {@link LampFailure}, the voicemail system sends
 * {@link LampCommand}.
 */
public sealed interface SmdiMessage permits CallHistory, LampCommand, LampFailure {

    /** The message as it goes over the line. */
    byte[] encode(FrameStyle style);

    /** The message as most switches and every voicemail system write it. */
    default byte[] encode() {
        return encode(FrameStyle.GENERIC);
    }
}
