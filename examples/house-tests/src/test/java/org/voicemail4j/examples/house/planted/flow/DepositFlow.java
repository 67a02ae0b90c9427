package org.voicemail4j.examples.house.planted.flow;

import org.voicemail4j.examples.house.planted.audio.Sound;

/** No fault: a flow may use all layers before it. */
public class DepositFlow {
    Sound sound = new Sound();
}
