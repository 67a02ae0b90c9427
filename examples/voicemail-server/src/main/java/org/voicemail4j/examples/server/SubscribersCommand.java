package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.store.jdbc.JdbcMailboxDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the mailboxes of a file into our own table. */
@Command(
        name = "subscribers",
        description = {
            "Puts the mailboxes of a voicemail.conf into the table vm_subscriber of a database, for --subscribers: owners, "
                    + "addresses, PINs (hashed), and the options on their lines. Options of [general] and of contexts, zones, "
                    + "aliasescontext and listscontext stay in the file, which the server reads further on; take the "
                    + "mailboxes' lines out of it, since the file goes before the table.",
            "What is in the table already is left or brought up to date, and nothing is taken out of it; given again, the "
                    + "command goes on where it ended. The table is made or upgraded, by --dry-run too. Exits with 1 if a "
                    + "mailbox could not be put there; the others are."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SubscribersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "A file in the syntax of Asterisk's voicemail.conf.")
    private Path from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "jdbc:...",
            converter = SubscriberOptions.Address.class,
            description = "The database, as for --subscribers; put a password into a file and say @FILE instead.")
    private String to;

    @Option(names = "--context", paramLabel = "C", description = "Puts the mailboxes of one context there alone.")
    private @Nullable String context;

    @Option(names = "--dry-run", description = "Tells what would be put there, and puts nothing there.")
    private boolean dryRun;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many PINs are hashed at once; ${DEFAULT-VALUE} unless given.")
    private int threads = 4;

    @Override
    public Integer call() throws InterruptedException {
        Settings.atLeast(1, "--threads", threads);
        Settings.file("--from", from);
        VoicemailConf conf =
                Settings.check(() -> VoicemailConf.readBesideOthers(from, KnownMailboxes.base(Locale.ENGLISH)));
        PrintWriter err = spec.commandLine().getErr();
        conf.warnings().forEach(warning -> err.println("voicemail: " + warning));
        try (Pools pools = new Pools(Optional.of(to))) {
            JdbcMailboxDirectory table = JdbcMailboxDirectory.on(pools.of(to, "--to"), () -> conf);
            return put(conf, table);
        }
    }

    private int put(VoicemailConf conf, JdbcMailboxDirectory table) throws InterruptedException {
        List<MailboxId> boxes = conf.subscribers().stream()
                .map(Subscriber::mailbox)
                .filter(box -> context == null || box.context().equals(context))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        out.println(boxes.size() + " mailboxes in " + from);
        ProgressBar bar = new ProgressBar(out, dryRun ? "look" : "put", boxes.size());
        bar.begin();
        SubscriberImport work =
                new SubscriberImport(conf, table, dryRun, spec.commandLine().getErr());
        MailboxId anybody = new MailboxId(MailboxId.DEFAULT_CONTEXT, "0");
        CopyWork mailboxes = new CopyWork(
                boxes, threads, () -> table.options(anybody), spec.commandLine().getErr());
        Map<SubscriberImport.Outcome, Integer> sums = new EnumMap<>(SubscriberImport.Outcome.class);
        for (SubscriberImport.Outcome outcome : mailboxes.each(box -> stepped(work.put(box), bar))) {
            sums.merge(outcome, 1, Integer::sum);
        }
        summary(out, conf, sums, mailboxes.failed().size());
        return mailboxes.failed().isEmpty() ? 0 : 1;
    }

    private static SubscriberImport.Outcome stepped(SubscriberImport.Outcome outcome, ProgressBar bar) {
        bar.step();
        return outcome;
    }

    private void summary(PrintWriter out, VoicemailConf conf, Map<SubscriberImport.Outcome, Integer> sums, int failed) {
        StringBuilder line = new StringBuilder(dryRun ? "would be: " : "");
        for (SubscriberImport.Outcome outcome : SubscriberImport.Outcome.values()) {
            line.append(sums.getOrDefault(outcome, 0))
                    .append(' ')
                    .append(outcome.name().toLowerCase(Locale.ROOT))
                    .append(", ");
        }
        out.println(line.append(failed).append(" failed"));
        if (!conf.aliases().isEmpty()) {
            out.println(conf.aliases().size() + " aliases (aliasescontext) stay in " + from);
        }
        out.flush();
    }
}
