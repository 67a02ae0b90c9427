package org.voicemail4j.examples.server;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.store.MessageStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists mailboxes. */
@Command(
        name = "users",
        description = "Lists the mailboxes with their owners and how many messages they hold. A server may be running.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class UsersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        TextTable table = new TextTable("MAILBOX", "NAME", "MAIL", "NEW", "URGENT", "OLD");
        try (StoredFiles files = StoredFiles.toRead(options);
                Stream<Subscriber> subscribers = files.directory().list()) {
            subscribers.forEach(subscriber -> row(table, subscriber, files.store()));
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static void row(TextTable table, Subscriber subscriber, MessageStore store) {
        MessageCounts counts = store.counts(subscriber.mailbox());
        table.row(
                subscriber.mailbox().toString(),
                subscriber.fullName(),
                String.join(",", subscriber.emails()),
                Integer.toString(counts.newMessages()),
                Integer.toString(counts.newUrgent()),
                Integer.toString(counts.oldMessages()));
    }
}
