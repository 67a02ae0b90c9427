package org.voicemail4j.examples.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.sip.SipConfig;

/**
 * The table of who has a lamp where: what a directory, be it voicemail.conf or a database, says of a mailbox ({@code
 * lamp=}), else one rule for all. The directory is known after the configuration is made.
 */
final class MailboxLamps {

    private final AtomicReference<MailboxDirectory> directory = new AtomicReference<>();

    void start(MailboxDirectory known) {
        directory.set(known);
    }

    /** Asks the directory before the rule that is set already. */
    SipConfig.Builder addTo(SipConfig.Builder sip) {
        return sip.mwiTargetsBefore(this::lamps);
    }

    private Optional<List<String>> lamps(MailboxId mailbox) {
        return Optional.ofNullable(directory.get())
                .flatMap(known -> known.find(mailbox))
                .map(Subscriber::policy)
                .map(policy -> policy.lamps())
                .filter(lamps -> !lamps.isEmpty());
    }
}
