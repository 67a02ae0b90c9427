package org.voicemail4j.examples.house;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What embedders may implement has a published contract, or stands below with the reason why not. */
class ContractsTest {

    private static final Pattern INTERFACE = Pattern.compile("(?m)^public interface (\\w+)");
    private static final Set<String> OTHERS = Set.of("vm-testkit", "vm-benchmarks");
    private static final String LISTENER = "is told and promises nothing";
    private static final String CLOCK = "a clock";
    private static final String PART = "part of what has a contract: ";

    private static final Map<String, String> WITHOUT = Map.ofEntries(
            Map.entry("AudioReader", PART + "AudioContentContract"),
            Map.entry("CallControl", PART + "IncomingCallContract"),
            Map.entry("EarlyMedia", PART + "IncomingCallContract"),
            Map.entry("GreetingRecording", PART + "MessageStoreContract"),
            Map.entry("Recording", PART + "MessageStoreContract"),
            Map.entry("LedgeredStore", "has LedgerContract"),
            Map.entry("StagedSound", "helps stores; its two halves have AudioSinkContract and AudioContentContract"),
            Map.entry("MediaSessionFactory", "made by a media engine for vm-sip; its sound has MediaSessionContract"),
            Map.entry("MediaLeg", "made by a media engine for vm-sip; its sound has MediaSessionContract"),
            Map.entry("MailboxFinder", "finds what has MailboxContract"),
            Map.entry("MwiSource", "the service is one, for who asks"),
            Map.entry("SpokenLanguage", "the languages are here"),
            Map.entry("FlowEvents", "not API"),
            Map.entry("DispatchRule", "a function: whatever it says is sent"),
            Map.entry("MailOptions", "a function: whatever it says is the option"),
            Map.entry("VoicemailListener", LISTENER),
            Map.entry("CopyListener", LISTENER),
            Map.entry("MediaListener", LISTENER),
            Map.entry("SmdiListener", LISTENER),
            Map.entry("JournalListener", LISTENER),
            Map.entry("NanoClock", CLOCK),
            Map.entry("ElapsedClock", CLOCK));

    @Test
    void whatMayBeImplementedHasAContractOrAReason() throws IOException {
        Set<String> open = implementable();
        open.removeAll(contracts());
        assertThat(open).isEqualTo(new TreeSet<>(WITHOUT.keySet()));
    }

    @Test
    void everyContractIsInTheDocument() throws IOException {
        String document = Files.readString(Path.of("..", "..", "docs", "contracts.md"));
        assertThat(contracts())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(document).contains('`' + name + "Contract`"));
    }

    /** The public interfaces of what is published, but for the test kit's and those that only we can implement. */
    private static Set<String> implementable() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path module : modules()) {
            if (!OTHERS.contains(String.valueOf(module.getFileName()))) {
                try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
                    for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        INTERFACE.matcher(Files.readString(file)).results().forEach(found -> names.add(found.group(1)));
                    }
                }
            }
        }
        return names;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("..", ".."))) {
            return folders.filter(folder -> String.valueOf(folder.getFileName()).startsWith("vm-"))
                    .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .toList();
        }
    }

    /** The names before {@code Contract} of those that are published: in vm-testkit, or listed in a module's test-jar. */
    private static Set<String> contracts() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path module : modules()) {
            names.addAll(contracts(module.resolve("src/main/java"), ""));
            names.addAll(contracts(module.resolve("src/test/java"), Files.readString(module.resolve("pom.xml"))));
        }
        return names;
    }

    private static Set<String> contracts(Path sources, String pom) throws IOException {
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("Contract.java"))
                    .map(name -> name.substring(0, name.length() - "Contract.java".length()))
                    .filter(name -> pom.isEmpty() || pom.contains(name + "Contract.class"))
                    .collect(toCollection(TreeSet::new));
        }
    }
}
