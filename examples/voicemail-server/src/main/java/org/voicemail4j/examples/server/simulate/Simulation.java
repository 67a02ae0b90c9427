package org.voicemail4j.examples.server.simulate;

import java.io.PrintWriter;
import java.io.Reader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.message.Party;
import org.voicemail4j.service.VoicemailService;

/**
 * Calls one after the other at a terminal or by a text of keys.
 *
 * @param number what is called
 * @param caller the number from which, or empty
 * @param language in which somebody is spoken to who has no mailbox yet
 * @param sounds what would be heard
 */
public record Simulation(String number, String caller, Locale language, PromptLibrary sounds) {

    private static final Duration TO_SETTLE = Duration.ofSeconds(10);

    /** Leads a call whose keys are typed at the terminal, as far as there is one, and otherwise read as a text. */
    public boolean run(
            VoicemailService.Builder service,
            AudioTranscoder transcoder,
            double speed,
            Optional<Reader> keys,
            Reader input,
            PrintWriter out)
            throws InterruptedException {
        Optional<CallPurpose> purpose = Dialled.purpose(number, "default", caller);
        if (purpose.isEmpty()) {
            return false;
        }
        Screen screen = new Screen(out, sounds, language);
        try (Keyboard keyboard = keyboard(speed, keys, input, screen)) {
            call(service, screen, new TypedSession(screen, keyboard, transcoder), purpose.get());
        }
        return true;
    }

    private static Keyboard keyboard(double speed, Optional<Reader> keys, Reader input, Screen screen) {
        if (keys.isPresent()) {
            return new TypedText(keys.get());
        }
        Optional<Terminal> terminal = Terminal.open(speed);
        terminal.ifPresent(any -> screen.note("keys 0 to 9 * #; Enter ends a wait; h hangs up; # ends a recording"));
        return terminal.<Keyboard>map(any -> any).orElseGet(() -> new TypedText(input));
    }

    private void call(VoicemailService.Builder builder, Screen screen, TypedSession session, CallPurpose purpose)
            throws InterruptedException {
        CallInfo info =
                CallInfo.of("simulated", purpose).caller(Party.of("", caller)).build();
        TypedCall call = new TypedCall(info, session, screen);
        try (VoicemailService service = builder.start()) {
            service.answer(call);
            call.await();
            service.drain(TO_SETTLE);
        }
    }
}
