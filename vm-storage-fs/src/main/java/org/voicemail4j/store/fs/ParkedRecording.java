package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.util.Optional;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;

/**
 * A recording that a {@link JournaledMessageStore} has set aside because its store would not take it. Why, the log says.
 *
 * @param mailbox whose it is
 * @param message what it would be; of a greeting only its id and time mean something
 * @param greeting of which kind, if it is a greeting
 * @param octets how much of the disk its sound takes
 * @param journal the file that stands for it; its sound lies beside it under the same name
 */
public record ParkedRecording(
        MailboxId mailbox, Message message, Optional<GreetingKind> greeting, long octets, Path journal) {}
