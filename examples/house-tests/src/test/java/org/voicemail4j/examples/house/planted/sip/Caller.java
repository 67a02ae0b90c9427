package org.voicemail4j.examples.house.planted.sip;

import org.voicemail4j.examples.house.planted.media.Player;

/** A fault, when its package is taken for vm-sip: one adapter uses another. */
public class Caller {
    Player player = new Player();
}
