package org.voicemail4j.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README and docs show is what is compiled and tested: each piece of Java or XML stands in one of our files. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern SNIPPET = Pattern.compile("```(java|xml)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");

    /** A piece of a document. */
    record Snippet(Path document, String language, String text) {
        @Override
        public String toString() {
            return document.getFileName() + ": " + text.lines().findFirst().orElse("");
        }
    }

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(ROOT), Files.walk(ROOT.resolve("docs")))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path document : documents()) {
            Matcher matcher = SNIPPET.matcher(Files.readString(document));
            while (matcher.find()) {
                snippets.add(new Snippet(document, matcher.group(1), matcher.group(2)));
            }
        }
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void aSnippetStandsInAFileThatIsBuilt(Snippet snippet) throws IOException {
        String wanted = withoutIndents(snippet.text());
        try (Stream<Path> sources = sources(snippet.language())) {
            assertThat(sources.anyMatch(source -> withoutIndents(read(source)).contains(wanted)))
                    .as("a source that contains%n%s", snippet.text())
                    .isTrue();
        }
    }

    @Test
    void thereAreSnippets() throws IOException {
        assertThat(snippets()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aLinkLeadsSomewhere(Path document) throws IOException {
        Matcher links = LINK.matcher(Files.readString(document));
        while (links.find()) {
            assertThat(document.resolveSibling(links.group(1)))
                    .as("link in %s", document)
                    .exists();
        }
    }

    private static Stream<Path> sources(String language) throws IOException {
        Stream<Path> files = Stream.concat(
                Files.walk(ROOT.resolve("examples")),
                Files.walk(ROOT.resolve("vm-testkit").resolve("src")));
        return files.filter(file -> file.toString().endsWith("." + language))
                .filter(file -> !file.toString().contains("target"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIndents(String text) {
        return text.replaceAll("(?m)^\\s+|\\s+$", "");
    }
}
