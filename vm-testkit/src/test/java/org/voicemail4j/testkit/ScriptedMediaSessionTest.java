package org.voicemail4j.testkit;

/** The scripted call's session keeps the contracts. */
class ScriptedMediaSessionTest
        implements MediaSessionContract, ListeningContract, QuietLineContract, SoundFormatsContract, KeyQueueContract {

    @Override
    public ScriptedLine line() {
        return new ScriptedLine(session -> session);
    }
}
