package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.CopyListener;
import org.voicemail4j.store.CopyOutcome;
import org.voicemail4j.store.CopyReport;
import org.voicemail4j.store.StoreCopy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves house: copies messages, greetings, PINs and lists from one store to another. */
@Command(
        name = "copy",
        description = {
            "Copies all messages, greetings and their dates, owners' PINs and lists of recipients from one store to another,"
                    + " then compares the sound of both.",
            "What is in the source stays as it is; our own tables of a database are made or upgraded in the source too"
                    + " when it is opened, by --dry-run as well. A copy that was interrupted goes on when the command is"
                    + " given again; what has been copied is not copied twice, and what an owner has deleted in the target"
                    + " since stays deleted. Servers may be running on both.",
            "A mailbox with which a store fails is named and left out; the others are copied. Exits with 1 if anything"
                    + " could not be copied or does not sound alike."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CopyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "fs:DIR|jdbc:...",
            converter = StoreName.Converter.class,
            description = "The store to copy from.")
    private StoreName from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "fs:DIR|jdbc:...",
            converter = StoreName.Converter.class,
            description = "The store to copy to. A database's own tables are made if need be.")
    private StoreName to;

    @Option(
            names = "--from-layout",
            paramLabel = "native|asterisk",
            converter = StoreLayout.Converter.class,
            description = "In which tables of the first database: our own (unless given), or Asterisk's.")
    private @Nullable StoreLayout fromLayout;

    @Option(
            names = "--to-layout",
            paramLabel = "native|asterisk",
            converter = StoreLayout.Converter.class,
            description = "The same for the second.")
    private @Nullable StoreLayout toLayout;

    @Option(
            names = "--mailboxes",
            paramLabel = "FILE",
            description =
                    "A voicemail.conf whose odbctable, first format and passwordlocation are used; voicemessages and wav unless "
                            + "given.")
    private @Nullable Path mailboxes;

    @Option(
            names = "--asterisk-spool",
            paramLabel = "DIR",
            description = "With what the paths in Asterisk's table begin, unless with /var/spool/asterisk/voicemail.")
    private @Nullable String spool;

    @Option(names = "--context", paramLabel = "C", description = "Copies the mailboxes of one context alone.")
    private @Nullable String context;

    @Option(names = "--dry-run", description = "Tells what would be copied, and copies nothing.")
    private boolean dryRun;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many mailboxes are copied at once; ${DEFAULT-VALUE} unless given.")
    private int threads = 4;

    @Override
    public Integer call() throws InterruptedException {
        Settings.atLeast(1, "--threads", threads);
        Optional<VoicemailConf> conf = Optional.ofNullable(mailboxes).map(CopyCommand::read);
        List<AudioFormat> formats =
                conf.map(read -> RecordingFormats.usable(read.formats())).orElse(List.of(AudioFormat.WAV));
        StoreName here = place(from, fromLayout, conf);
        StoreName there = place(to, toLayout, conf);
        if (here.isSameAs(there)) {
            throw new UsageException("--to: that is what --from names");
        }
        if (!dryRun) {
            there.folder().ifPresent(folder -> WritableFolder.require("--to", folder));
        }
        try (CopiedStore source = CopiedStore.open(here.requireThere("--from"), "--from", formats, conf);
                CopiedStore target = CopiedStore.open(there, "--to", formats, conf)) {
            return copy(source, target);
        }
    }

    private static VoicemailConf read(Path file) {
        Settings.file("--mailboxes", file);
        VoicemailConf conf = Settings.check(() -> VoicemailConf.read(file, MailboxPolicy.DEFAULT));
        ConfDoubts.inShort(conf);
        return conf;
    }

    private StoreName place(StoreName store, @Nullable StoreLayout layout, Optional<VoicemailConf> conf) {
        Optional<String> table = conf.flatMap(read -> read.general("odbctable")).filter(name -> !name.isBlank());
        return store.in(TableNames.of(Optional.ofNullable(layout), table, Optional.ofNullable(spool)));
    }

    private int copy(CopiedStore source, CopiedStore target) throws InterruptedException {
        List<MailboxId> boxes = source.mailboxes().stream()
                .filter(box -> context == null || box.context().equals(context))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        out.println(boxes.size() + " mailboxes in " + from);
        CopyWork work = new CopyWork(
                boxes,
                threads,
                () -> {
                    source.mailboxes();
                    target.mailboxes();
                },
                spec.commandLine().getErr());
        long total = sum(work.each(box -> size(source, box)));
        boolean clean;
        if (dryRun) {
            CopyReport report = run("look", total, work, source, target, copy -> copy::preview);
            CopySummary.print(out, "would be copied", report);
            clean = report.isClean();
        } else {
            clean = copy(source, target, work, total);
        }
        if (!work.failed().isEmpty()) {
            out.println(work.failed().size() + " mailboxes FAILED: " + work.failed());
        }
        return clean && work.failed().isEmpty() ? 0 : 1;
    }

    private boolean copy(CopiedStore source, CopiedStore target, CopyWork work, long total)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        CopyReport copied = run("copy", total, work, source, target, copy -> copy::copy);
        CopySummary.print(out, "copied", copied);
        long pins = sum(work.each(box -> CopiedPins.copy(source, target, box) ? 1L : 0L));
        out.println(pins + " owners' PINs copied");
        long lists = sum(work.each(box -> (long) CopiedLists.copy(source, target, box)));
        out.println(lists + " owners' lists of recipients copied");
        long dates = sum(work.each(box -> (long) CopiedDates.copy(source, target, box)));
        out.println(dates + " dates of greetings copied");
        CopyReport compared = run("compare", total, work, source, target, copy -> copy::verify);
        CopySummary.print(out, "copied", compared);
        return copied.isClean() && compared.isClean();
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static long size(CopiedStore source, MailboxId box) {
        long size = 0;
        for (Folder folder : Folder.values()) {
            size += source.store().list(box, folder).size();
        }
        for (GreetingKind kind : GreetingKind.values()) {
            size += source.store().greeting(box, kind).isPresent() ? 1 : 0;
        }
        return size;
    }

    private CopyReport run(
            String what,
            long total,
            CopyWork mailboxes,
            CopiedStore source,
            CopiedStore target,
            Function<StoreCopy, Function<MailboxId, CopyReport>> work)
            throws InterruptedException {
        ProgressBar bar = new ProgressBar(spec.commandLine().getOut(), what, total);
        bar.begin();
        StoreCopy copy = new StoreCopy(
                source.store(), target.store(), AudioCodecs.standard().transcoder(), told(bar));
        CopyReport report = CopyReport.NOTHING;
        for (CopyReport one : mailboxes.each(work.apply(copy))) {
            report = report.plus(one);
        }
        return report;
    }

    private CopyListener told(ProgressBar bar) {
        PrintWriter err = spec.commandLine().getErr();
        return new CopyListener() {
            @Override
            public void message(MailboxId mailbox, MessageId id, CopyOutcome outcome, String why) {
                bar.step();
                tell(err, "message " + id + " of " + mailbox, outcome, why);
            }

            @Override
            public void greeting(MailboxId mailbox, GreetingKind kind, CopyOutcome outcome, String why) {
                bar.step();
                tell(err, "greeting " + kind + " of " + mailbox, outcome, why);
            }
        };
    }

    private static void tell(PrintWriter err, String what, CopyOutcome outcome, String why) {
        if (outcome.isTrouble()) {
            String reason = why.isEmpty() ? "" : ": " + why;
            err.println("voicemail: " + what + " " + outcome.name().toLowerCase(Locale.ROOT) + reason);
            err.flush();
        }
    }
}
