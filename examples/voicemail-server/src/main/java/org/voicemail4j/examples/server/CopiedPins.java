package org.voicemail4j.examples.server;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** Copies the PINs that owners have set, former ones included, unless the target has one of its own. */
final class CopiedPins {

    private CopiedPins() {}

    /** Returns whether there was one to be copied. */
    static boolean copy(CopiedStore source, CopiedStore target, MailboxId mailbox) {
        Optional<Pin> pin = source.owned().credentials().pin(mailbox);
        if (pin.isEmpty() || target.owned().credentials().pin(mailbox).isPresent()) {
            return false;
        }
        List<Pin> oldestFirst = new ArrayList<>(source.owned().credentials().formerPins(mailbox));
        Collections.reverse(oldestFirst);
        oldestFirst.forEach(each -> target.owned().credentials().setPin(mailbox, hashed(each)));
        Pin present = hashed(pin.get());
        source.owned()
                .credentials()
                .pinSince(mailbox)
                .ifPresentOrElse(
                        since -> target.owned().credentials().setPin(mailbox, present, since),
                        () -> target.owned().credentials().setPin(mailbox, present));
        return true;
    }

    private static Pin hashed(Pin pin) {
        return pin.clearDigits()
                .map(digits -> Pin.hash(digits, new SecureRandom()))
                .orElse(pin);
    }
}
