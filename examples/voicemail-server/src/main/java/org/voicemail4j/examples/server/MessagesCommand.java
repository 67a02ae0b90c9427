package org.voicemail4j.examples.server;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the messages of a mailbox. */
@Command(
        name = "messages",
        description = {
            "Lists the messages of a mailbox, folder by folder. A server may be running.",
            "Times are those of the mailbox's zone."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MessagesCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MAILBOX[@CONTEXT]",
            converter = MailboxName.class,
            description = "The mailbox, such as 1000@default.")
    private MailboxId mailbox;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        TextTable table = new TextTable("FOLDER", "MESSAGE", "CALLER", "TIME", "LENGTH", "");
        try (StoredFiles files = StoredFiles.toRead(options)) {
            Subscriber owner = files.directory().find(mailbox).orElseThrow(this::unknown);
            for (Folder folder : Folder.values()) {
                files.store()
                        .list(owner.mailbox(), folder)
                        .forEach(message -> row(table, message, owner.policy().zone()));
            }
        }
        table.lines().forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private UsageException unknown() {
        return new UsageException("there is no mailbox " + mailbox + " in " + options.mailboxes());
    }

    private static void row(TextTable table, Message message, ZoneId zone) {
        table.row(
                message.folder().title(),
                message.id().toString(),
                caller(message.envelope().caller()),
                time(message.envelope().received(), zone),
                length(message.length()),
                message.isUrgent() ? "urgent" : "");
    }

    private static String caller(Party caller) {
        String number = caller.number().orElse("");
        return caller.name()
                .map(name -> number.isEmpty() ? name : name + " <" + number + ">")
                .orElse(number.isEmpty() ? "unknown" : number);
    }

    private static String time(Instant received, ZoneId zone) {
        return TIME.format(received.atZone(zone));
    }

    private static String length(Duration length) {
        return String.format(Locale.ROOT, "%d:%02d", length.toMinutes(), length.toSecondsPart());
    }
}
