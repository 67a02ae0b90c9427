package org.voicemail4j.examples.house.planted.audio;

import org.voicemail4j.examples.house.planted.flow.DepositFlow;

/** A fault: the lowest layer uses the highest, which closes a circle of packages too. */
public class Sound {
    DepositFlow flow = new DepositFlow();
}
