package org.voicemail4j.smdi.port;

/** Tells how long something took. Its zero means nothing. */
interface LineClock {

    LineClock SYSTEM = System::nanoTime;

    long nanos();
}
