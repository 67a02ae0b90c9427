package org.voicemail4j.store.jdbc;

/** Tells how long something took. Its zero means nothing. */
interface RestClock {

    RestClock SYSTEM = System::nanoTime;

    long nanos();
}
