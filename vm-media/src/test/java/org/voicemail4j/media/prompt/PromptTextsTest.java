package org.voicemail4j.media.prompt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.say.SpokenLanguage;

/** Every language has every prompt that its grammar or a flow asks for. */
class PromptTextsTest {

    /** What a flow may ask for by name, in the classes as they are compiled. */
    private static final Pattern FLOW_PROMPT =
            Pattern.compile("(?:vm|dir|auth|pbx)-[A-Za-z0-9-]+|menu/[a-z-]+|beep|transfer");

    /** Words that only the English grammar puts together; others have them whole, such as "new messages". */
    private static final Pattern ENGLISH_PIECES =
            Pattern.compile("vm-(INBOX|Old|Urgent|Work|Family|Friends|Cust[1-5]|Deleted|messages|minutes|first|last|no)"
                    + "|hours|minutes?|seconds?|phonetic/.*|letters/zed|digits/(oh|oclock|hundred|billion|h-.*)");

    static Stream<String> languages() {
        return PromptTexts.languages().stream().sorted();
    }

    static Stream<String> othersThanEnglish() {
        return languages().filter(language -> !language.equals("en"));
    }

    private static Map<String, String> texts(String language) {
        return PromptTexts.find(Locale.forLanguageTag(language)).orElseThrow().byName();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void hasWhateverItsGrammarSays(String language) {
        assertThat(texts(language)).containsKeys(names(SpokenLanguage.of(Locale.forLanguageTag(language))));
    }

    private static String[] names(SpokenLanguage grammar) {
        return Stream.of(numbers(grammar), messages(grammar), times(grammar), callers(grammar))
                .flatMap(all -> all)
                .flatMap(List::stream)
                .map(Prompt::toString)
                .distinct()
                .toArray(String[]::new);
    }

    private static Stream<List<Prompt>> numbers(SpokenLanguage grammar) {
        return Stream.concat(
                IntStream.concat(
                                IntStream.rangeClosed(-1, 1100),
                                IntStream.iterate(2000, n -> n < 9_000_000, n -> n * 3))
                        .mapToObj(grammar::number),
                IntStream.rangeClosed(1, 999).mapToObj(grammar::ordinal));
    }

    private static Stream<List<Prompt>> messages(SpokenLanguage grammar) {
        Stream<List<Prompt>> folders = Stream.of(Folder.values())
                .flatMap(folder ->
                        Stream.of(grammar.folder(folder), grammar.nothingIn(folder), grammar.saved(7, folder)));
        Stream<List<Prompt>> counts = IntStream.rangeClosed(0, 300)
                .mapToObj(count -> grammar.counts(new MessageCounts(2 * count, count, count, 0)));
        Stream<List<Prompt>> positions = Stream.of(Urgency.values())
                .map(urgency ->
                        Envelope.received(Instant.EPOCH).urgency(urgency).build())
                .map(envelope -> new Message(new MessageId("1-1"), Folder.INBOX, envelope, Duration.ofSeconds(9)))
                .flatMap(message -> IntStream.range(0, 3).mapToObj(index -> grammar.position(message, index, 3)));
        return Stream.of(folders, counts, positions).flatMap(all -> all);
    }

    private static Stream<List<Prompt>> times(SpokenLanguage grammar) {
        ZonedDateTime now = LocalDateTime.parse("2026-11-24T00:00:00").atZone(ZoneOffset.UTC);
        Stream<List<Prompt>> days = IntStream.rangeClosed(-500, 500)
                .mapToObj(now::plusDays)
                .flatMap(day -> Stream.of("", "AdBYm", "Q").map(format -> grammar.time(day, now.toInstant(), format)));
        Stream<List<Prompt>> times = IntStream.range(0, 1440)
                .mapToObj(now::plusMinutes)
                .flatMap(time -> Stream.of("", "IMp", "'digits/at' I", "kNS", "T")
                        .map(format -> grammar.time(time.plusSeconds(time.getMinute()), now.toInstant(), format)));
        Stream<List<Prompt>> years = IntStream.rangeClosed(1901, 2099)
                .mapToObj(now::withYear)
                .map(year -> grammar.time(year, now.toInstant(), "Y"));
        Stream<List<Prompt>> lengths =
                IntStream.rangeClosed(0, 7200).mapToObj(second -> grammar.length(Duration.ofSeconds(second)));
        return Stream.of(days, times, years, lengths).flatMap(all -> all);
    }

    private static Stream<List<Prompt>> callers(SpokenLanguage grammar) {
        return Stream.of(
                grammar.caller(Party.UNKNOWN),
                grammar.caller(Party.ofNumber("+1")),
                grammar.fromExtension("1"),
                grammar.from(Prompt.named("beep")),
                grammar.spelled(IntStream.range(' ', 127)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, (a, b) -> {})
                        .toString()));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void hasWhateverTheFlowsSay(String language) throws Exception {
        Set<String> asked = askedByFlows();

        assertThat(asked).hasSizeGreaterThan(50).contains("vm-intro", "vm-goodbye", "beep");
        assertThat(texts(language)).containsKeys(asked.toArray(String[]::new));
    }

    /** The constants of the flows' compiled classes that look like prompts; names put together are not among them. */
    private static Set<String> askedByFlows() throws Exception {
        URI core = SpokenLanguage.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        Path place = Path.of(core);
        if (Files.isDirectory(place)) {
            return constants(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return constants(jar.getPath("/"));
        }
    }

    private static Set<String> constants(Path root) throws IOException {
        try (Stream<Path> classes = Files.list(root.resolve("org/voicemail4j/flow"))) {
            return classes.flatMap(PromptTextsTest::constantsOf).collect(toCollection(TreeSet::new));
        }
    }

    /** A constant of text is a one, two octets of length, and the text. */
    private static Stream<String> constantsOf(Path type) {
        try {
            String octets = new String(Files.readAllBytes(type), ISO_8859_1);
            return Pattern.compile("\\u0001\\u0000([\\u0004-\\u0040])")
                    .matcher(octets)
                    .results()
                    .map(start -> octets.substring(
                            start.end(),
                            Math.min(
                                    octets.length(),
                                    start.end() + start.group(1).charAt(0))))
                    .filter(text -> FLOW_PROMPT.matcher(text).matches())
                    .filter(text -> !text.endsWith("-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("othersThanEnglish")
    void hasWhateverEnglishHas(String language) {
        assertThat(texts(language))
                .containsKeys(texts("en").keySet().stream()
                        .filter(name -> !ENGLISH_PIECES.matcher(name).matches())
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyPromptButTheToneSaysSomething(String language) {
        texts(language)
                .forEach((name, text) -> assertThat(text)
                        .as(name)
                        .matches(name.equals("beep") ? "" : "\\S(.*\\S)?")
                        .doesNotContain("...", "  "));
    }

    @Test
    void theEnglishPackSpeaksItsTexts() throws IOException {
        try (InputStream pack = PromptTexts.class.getResourceAsStream("en/prompts.txt")) {
            assertThat(new String(pack.readAllBytes(), UTF_8)
                            .lines()
                            .map(line -> line.split(" =", 2))
                            .toList())
                    .allSatisfy(line -> assertThat(texts("en")).containsEntry(line[0], line[1].strip()))
                    .hasSameSizeAs(texts("en").keySet());
        }
    }

    @Test
    void whereThereIsNoGrammarThereAreNoTexts() {
        assertThat(PromptTexts.find(Locale.JAPANESE)).isEmpty();
        assertThat(PromptTexts.find(Locale.CANADA_FRENCH).orElseThrow().text("digits/1"))
                .contains("un");
        assertThat(PromptTexts.find(Locale.FRENCH).orElseThrow().text("digits/nothing"))
                .isEmpty();
    }
}
