package org.voicemail4j.testkit;

/** The scripted call's session keeps the contract. */
class ScriptedMediaSessionTest implements MediaSessionContract {

    @Override
    public Line line() {
        return new ScriptedLine(session -> session);
    }
}
