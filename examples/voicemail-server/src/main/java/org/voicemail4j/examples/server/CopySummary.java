package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.util.Locale;
import org.voicemail4j.store.CopyOutcome;
import org.voicemail4j.store.CopyReport;

/** What came of a copy as a table whose lines add up to its first. */
final class CopySummary {

    private CopySummary() {}

    static void print(PrintWriter out, String copied, CopyReport report) {
        TextTable table = new TextTable("", "MESSAGES", "GREETINGS");
        table.row(
                "found",
                number(report.messages().found()),
                number(report.greetings().found()));
        for (CopyOutcome outcome : CopyOutcome.values()) {
            long messages = report.messages().count(outcome);
            long greetings = report.greetings().count(outcome);
            if (messages + greetings > 0) {
                table.row(words(outcome, copied), number(messages), number(greetings));
            }
        }
        table.lines().forEach(out::println);
        out.flush();
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%8d", number);
    }

    private static String words(CopyOutcome outcome, String copied) {
        return switch (outcome) {
            case COPIED -> copied;
            case THERE -> "there already";
            case DELETED_THERE -> "deleted or replaced there since";
            case GONE_HERE -> "gone meanwhile";
            case WITHOUT_SOUND -> "without sound, not copied";
            case SAME -> "same sound";
            case DIFFERENT -> "DIFFERENT SOUND";
            case MISSING -> "MISSING";
            case FAILED -> "FAILED";
        };
    }
}
