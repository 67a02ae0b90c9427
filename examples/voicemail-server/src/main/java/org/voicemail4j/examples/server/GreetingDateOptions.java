package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import picocli.CommandLine.Option;

/** From when until when a greeting is heard, as its owner could say it by phone. */
final class GreetingDateOptions {

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "From when on the temporary or absence greeting is heard, such as 2026-12-24 or "
                    + "2026-12-24T12:00 in the time of the mailbox; with --until, or without an end.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "DATE", description = "From when on it is not heard any more.")
    private @Nullable String until;

    @Option(
            names = "--no-dates",
            description = "Forgets such dates, whoever said them: those of the file of mailboxes hold, if it has any.")
    private boolean forgotten;

    boolean areGiven() {
        return from != null || until != null || forgotten;
    }

    /** Refuses dates that cannot be, before anything is done. */
    void check(GreetingKind kind) {
        if (!areGiven()) {
            return;
        }
        if (!kind.hasDates()) {
            throw new UsageException(
                    "--from, --until, --no-dates: only the temporary and the absence greeting have dates");
        }
        if (forgotten && (from != null || until != null)) {
            throw new UsageException("--no-dates: there are dates beside it");
        }
        GreetingPeriod period = period();
        if (period.from()
                .flatMap(begin -> period.until().map(end -> !begin.isBefore(end)))
                .orElse(false)) {
            throw new UsageException("--until: that is not after --from");
        }
    }

    /** Keeps them; without any, forgets those of a greeting that was deleted and those that are over. */
    void keep(GreetingDates dates, Subscriber owner, GreetingKind kind, boolean isDeleted, PrintWriter out) {
        MailboxId mailbox = owner.mailbox();
        if (from != null || until != null) {
            dates.put(mailbox, kind, period());
            out.println(mailbox + ": dates of the greeting are kept");
        } else if (forgotten || isDeleted) {
            dates.delete(mailbox, kind);
        } else {
            dates.deleteEnded(
                    mailbox,
                    kind,
                    LocalDateTime.now(WallClock.system().withZone(owner.policy().zone())));
        }
        out.flush();
    }

    private GreetingPeriod period() {
        return new GreetingPeriod(time("--from", from), time("--until", until));
    }

    private static Optional<LocalDateTime> time(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    text.indexOf('T') < 0 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new UsageException(option + ": not a date like 2026-12-24 or 2026-12-24T12:00: " + text);
        }
    }
}
