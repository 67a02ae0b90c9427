package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Looks after what is to be sent because of messages: {@code voicemail outbox list | retry | drop}. */
@Command(
        name = "outbox",
        description = {
            "Lists, retries or drops what is to be sent because of messages: mails, pages, web hooks.",
            "A server may be running; it sees within seconds what was done here."
        },
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class OutboxCommand {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Command(name = "list", description = "Lists what is in the outbox, what is due first first. Times are UTC.")
    int list(
            @Mixin StoreOptions options,
            @Option(
                            names = "--most",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "How many entries at most; ${DEFAULT-VALUE} unless given.")
                    int most) {
        if (most < 1) {
            throw new UsageException("--most: not a number of entries: " + most);
        }
        TextTable table = new TextTable("ENTRY", "CHANNEL", "MAILBOX", "MESSAGE", "STATE", "DUE", "TRIED", "REASON");
        try (StoredFiles files = StoredFiles.toRead(options)) {
            outbox(files).list(most).forEach(entry -> row(table, entry));
        }
        PrintWriter out = spec.commandLine().getOut();
        table.lines().forEach(out::println);
        out.flush();
        return 0;
    }

    private static void row(TextTable table, OutboxEntry entry) {
        boolean dead = entry.state() == OutboxEntry.State.DEAD;
        table.row(
                entry.id(),
                entry.dispatch().channel(),
                entry.mailbox().toString(),
                entry.message().value(),
                dead ? "dead" : "waiting",
                dead ? "-" : TIME.format(entry.due()),
                Integer.toString(entry.attempts()),
                entry.reason());
    }

    @Command(name = "retry", description = "Lets entries be sent at once, the dead ones too.")
    int retry(
            @Mixin StoreOptions options,
            @Parameters(arity = "1..*", paramLabel = "ENTRY", description = "What list shows.") List<String> entries) {
        return each(options, entries, Outbox::retry);
    }

    @Command(name = "drop", description = "Forgets entries unsent.")
    int drop(
            @Mixin StoreOptions options,
            @Parameters(arity = "1..*", paramLabel = "ENTRY", description = "What list shows.") List<String> entries) {
        return each(options, entries, Outbox::drop);
    }

    private static int each(StoreOptions options, List<String> entries, BiPredicate<Outbox, String> work) {
        for (String entry : entries) {
            if (!OutboxEntry.isId(entry)) {
                throw new UsageException("not an entry of an outbox: " + entry);
            }
        }
        try (StoredFiles files = StoredFiles.toRead(options)) {
            Outbox outbox = outbox(files);
            for (String entry : entries) {
                if (!work.test(outbox, entry)) {
                    throw new UsageException("there is no entry " + entry);
                }
            }
        }
        return 0;
    }

    private static Outbox outbox(StoredFiles files) {
        return files.store().outbox().orElseThrow(() -> new UsageException("--store: this store has no outbox"));
    }
}
