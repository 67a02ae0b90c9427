package org.voicemail4j.examples.server;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists mailboxes. */
@Command(
        name = "users",
        description = {
            "Lists the mailboxes with their owners, how many messages they hold and how many logins failed.",
            "With --unlock, lets an owner log in again who entered too many wrong PINs. A server may be running."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UsersCommand implements Callable<Integer> {

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
            subscribers.forEach(subscriber -> row(table, subscriber, files));
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void unlock(StoredFiles files, MailboxId mailbox) {
        Subscriber owner = files.directory()
                .find(mailbox)
                .orElseThrow(() -> new UsageException("there is no mailbox " + mailbox + " in " + options.mailboxes()));
        files.credentials().clearFailures(owner.mailbox());
    }

    private static void row(TextTable table, Subscriber subscriber, StoredFiles files) {
        MessageCounts counts = files.store().counts(subscriber.mailbox());
        table.row(
                subscriber.mailbox().toString(),
                subscriber.fullName(),
                String.join(",", subscriber.emails()),
                Integer.toString(counts.newMessages()),
                Integer.toString(counts.newUrgent()),
                Integer.toString(counts.oldMessages()),
                Integer.toString(
                        files.credentials().failures(subscriber.mailbox()).count()));
    }
}
