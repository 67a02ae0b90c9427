package org.voicemail4j.examples.server;

import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.store.StoreException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists mailboxes. */
@Command(
        name = "users",
        description = {
            "Lists the mailboxes with their owners, how many messages they hold and how many logins failed; "
                    + "- where a mail account cannot be looked at.",
            "With --unlock, lets an owner log in again who entered too many wrong PINs. A server may be running."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UsersCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(UsersCommand.class);

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Option(
            names = "--unlock",
            paramLabel = "MAILBOX[@CONTEXT]",
            converter = MailboxName.class,
            description = "Forgets the failed logins of a mailbox.")
    private @Nullable MailboxId unlocked;

    @Override
    public Integer call() {
        TextTable table = new TextTable("MAILBOX", "NAME", "MAIL", "NEW", "URGENT", "OLD", "FAILED");
        try (StoredFiles files = StoredFiles.toRead(options);
                Stream<Subscriber> subscribers = files.directory().list()) {
            if (unlocked != null) {
                unlock(files, unlocked);
            }
            Iterator<Subscriber> each = subscribers.iterator();
            while (each.hasNext()) {
                row(table, each.next(), files);
            }
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void unlock(StoredFiles files, MailboxId mailbox) {
        Subscriber owner = files.directory()
                .find(mailbox)
                .orElseThrow(() -> new UsageException("there is no mailbox " + mailbox + " in " + options.mailboxes()));
        files.owned().credentials().clearFailures(owner.mailbox());
    }

    private void row(TextTable table, Subscriber subscriber, StoredFiles files) {
        Optional<MessageCounts> counts = counts(subscriber.mailbox(), files);
        table.row(
                subscriber.mailbox().toString(),
                subscriber.fullName(),
                String.join(",", subscriber.emails()),
                text(counts, MessageCounts::newMessages),
                text(counts, MessageCounts::newUrgent),
                text(counts, MessageCounts::oldMessages),
                Integer.toString(files.owned()
                        .credentials()
                        .failures(subscriber.mailbox())
                        .count()));
    }

    /** A mail account that cannot be looked at keeps nobody from seeing the others; a store that is away fails. */
    private Optional<MessageCounts> counts(MailboxId mailbox, StoredFiles files) {
        try {
            return Optional.of(files.store().counts(mailbox));
        } catch (StoreException e) {
            if (options.store().mail().isEmpty()) {
                throw e;
            }
            LOG.warn("{} cannot be counted: {}", mailbox, e.getMessage());
            return Optional.empty();
        }
    }

    private static String text(Optional<MessageCounts> counts, ToIntFunction<MessageCounts> which) {
        return counts.map(all -> Integer.toString(which.applyAsInt(all))).orElse("-");
    }
}
