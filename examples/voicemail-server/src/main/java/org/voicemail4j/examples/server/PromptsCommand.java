package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.voicemail4j.media.prompt.PromptCheck;
import org.voicemail4j.media.prompt.PromptFinding;
import org.voicemail4j.media.prompt.PromptFinding.Fault;
import org.voicemail4j.media.prompt.PromptTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What callers hear: the texts of the prompts, and what a directory of them lacks. */
@Command(
        name = "prompts",
        description = "Shows what the prompts of a language say, and checks a folder of recorded ones.",
        synopsisSubcommandLabel = "COMMAND")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PromptsCommand {

    @Spec
    private CommandSpec spec;

    @Command(description = "Prints the name and the text of every prompt: what a voice has to record.")
    int list(
            @Option(
                            names = "--language",
                            paramLabel = "LANGUAGE",
                            defaultValue = "en",
                            description = "Which one, such as de or fr_CA; ${DEFAULT-VALUE} unless given.")
                    String language) {
        PrintWriter out = spec.commandLine().getOut();
        texts(language).byName().forEach((name, text) -> out.println(name + " = " + text));
        out.flush();
        return 0;
    }

    @Command(
            description = {
                "Looks through a folder of prompts for what callers would notice: missing, unreadable, clipped, too "
                        + "quiet, too long silent at an end.",
                "Exits with 1 if anything is found."
            })
    int check(
            @Parameters(paramLabel = "DIR", description = "A folder in the layout of Asterisk's sounds.")
                    Path directory,
            @Option(
                            names = "--language",
                            paramLabel = "LANGUAGE",
                            defaultValue = "en",
                            description = "Which one, such as de or fr_CA; ${DEFAULT-VALUE} unless given.")
                    String language,
            @Option(names = "--allow-missing", description = "Missing prompts are shown, but are no failure.")
                    boolean allowMissing) {
        int all = texts(language).byName().size();
        List<PromptFinding> findings = Settings.check(() -> PromptCheck.run(directory, locale(language)));
        PrintWriter out = spec.commandLine().getOut();
        print(findings, out);
        out.println(summary(all, findings));
        out.flush();
        boolean isGood = findings.stream().allMatch(finding -> allowMissing && finding.fault() == Fault.MISSING);
        return isGood ? 0 : 1;
    }

    private static void print(List<PromptFinding> findings, PrintWriter out) {
        if (findings.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("PROMPT", "FAULT", "DETAIL");
        findings.forEach(finding ->
                table.row(finding.name(), finding.fault().name().toLowerCase(Locale.ROOT), finding.detail()));
        table.lines().forEach(out::println);
    }

    private static String summary(int all, List<PromptFinding> findings) {
        String faults = findings.stream()
                .collect(Collectors.groupingBy(PromptFinding::fault, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return all + " prompts, " + (faults.isEmpty() ? "all good" : faults);
    }

    private static PromptTexts texts(String language) {
        return PromptTexts.find(locale(language))
                .orElseThrow(() -> new UsageException("no grammar for the language '" + language + "'; there are "
                        + PromptTexts.languages().stream().sorted().collect(Collectors.joining(", "))));
    }

    /** As in voicemail.conf: {@code de}, {@code pt_BR}, {@code pt-BR}. */
    static Locale locale(String language) {
        return Locale.forLanguageTag(language.replace('_', '-'));
    }
}
