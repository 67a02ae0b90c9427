package org.voicemail4j.testkit;

/** Where a recording is in its life. */
final class RecordingState {

    private volatile String now = "open";

    boolean isOpen() {
        return now.equals("open");
    }

    void requireOpen() {
        if (!isOpen()) {
            throw new IllegalStateException("this recording has been " + now);
        }
    }

    void end(String how) {
        requireOpen();
        now = how;
    }
}
