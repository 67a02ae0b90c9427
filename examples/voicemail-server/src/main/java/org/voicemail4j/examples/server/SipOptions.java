package org.voicemail4j.examples.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.sip.SipConfig;
import picocli.CommandLine.Option;

/** What the network around a server is told to be like, beside where it listens. */
final class SipOptions implements UnaryOperator<SipConfig.Builder> {

    @Option(
            names = "--plan",
            paramLabel = "NAME=URI",
            description = "A numbering plan in which owners may call back and dial out where voicemail.conf names it "
                    + "(callback, dialout), such as national=sip:{number}@192.0.2.1. None unless given.")
    private Map<String, String> plans = Map.of();

    @Option(
            names = "--directory",
            paramLabel = "NUMBER[=OPTIONS]",
            description =
                    "A number at which callers look for somebody by name and are connected by REFER, such as *411 "
                            + "or *412=f(2)em with the options of Asterisk's Directory. None unless given.")
    private List<String> directories = List.of();

    @Option(
            names = "--directory-operator",
            paramLabel = "NUMBER",
            description = "Whom 0 leads to in the directory; nobody unless given.")
    private @Nullable String operator;

    @Option(
            names = "--directory-intro",
            paramLabel = "PROMPT",
            description = "The prompt that asks for a name instead of the usual ones.")
    private @Nullable String intro;

    private Locale language = Locale.ENGLISH;

    /** Speaks to those who look for a name in that language. */
    SipOptions speaking(Locale spoken) {
        language = spoken;
        return this;
    }

    private DirectoryOptions directory(String options) {
        return DirectoryOptions.parse(options).toBuilder()
                .intro(Optional.ofNullable(intro))
                .language(language)
                .operator(Optional.ofNullable(operator))
                .build();
    }

    @Override
    public SipConfig.Builder apply(SipConfig.Builder sip) {
        plans.forEach(sip::numberingPlan);
        for (String directory : directories) {
            int equals = directory.indexOf('=');
            String number = equals < 0 ? directory : directory.substring(0, equals);
            sip.nameSearch(number, directory(equals < 0 ? "" : directory.substring(equals + 1)));
        }
        return sip;
    }
}
