package org.voicemail4j.examples.server.simulate;

import java.util.Optional;
import org.voicemail4j.media.Digit;

/**
 * One thing that the person at the terminal does.
 *
 * @param kind which
 * @param digit the key, if one was pressed
 */
record Act(Kind kind, Optional<Digit> digit) {

    /** What kind of thing. */
    enum Kind {
        /** Time passes; what is recorded is silence. */
        SILENCE,
        /** Time passes; what is recorded is speech. */
        SPEECH,
        /** A key is pressed. */
        KEY,
        /** The receiver is put down. */
        HANG_UP
    }

    static final Act SILENCE = new Act(Kind.SILENCE, Optional.empty());
    static final Act SPEECH = new Act(Kind.SPEECH, Optional.empty());
    static final Act HANG_UP = new Act(Kind.HANG_UP, Optional.empty());

    static Act key(Digit digit) {
        return new Act(Kind.KEY, Optional.of(digit));
    }
}
