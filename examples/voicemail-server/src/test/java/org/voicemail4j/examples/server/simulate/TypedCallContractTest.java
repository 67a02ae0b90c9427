package org.voicemail4j.examples.server.simulate;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.Writer;
import java.util.Locale;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.testkit.IncomingCallContract;

/** A call at the terminal does what every call does. */
class TypedCallContractTest implements IncomingCallContract {

    /** The text is read when sound is waited for: to hang up is all that is ever found there. */
    private static final String HANGS_UP = "h";

    @Override
    public Ringing ring() {
        Screen screen = new Screen(new PrintWriter(Writer.nullWriter()), PromptLibrary.english(), Locale.ENGLISH);
        TypedText text = new TypedText(new StringReader(HANGS_UP));
        CallInfo info = CallInfo.of("typed", CallPurpose.retrieval()).build();
        return new Typed(new TypedCall(info, new TypedSession(screen, text, AudioTranscoder.COPYING), screen));
    }

    private record Typed(TypedCall typed) implements Ringing {

        @Override
        public IncomingCall call() {
            return typed;
        }

        @Override
        public void callerHangsUp() {
            // the text says it
        }

        @Override
        public boolean isOver() {
            return typed.isOver();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
