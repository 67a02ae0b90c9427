package org.voicemail4j.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/features.md says is done is shown by tests that exist. That they ran is checked where all have run. */
class FeaturesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAMED = Pattern.compile("([A-Z][A-Za-z0-9]+(?:Test|Contract))\\.([A-Za-z_0-9]+)");

    @Test
    void aNamedTestExists() throws IOException {
        Map<String, String> sources = sources();
        Matcher named = NAMED.matcher(document());
        while (named.find()) {
            assertThat(sources.getOrDefault(named.group(1), ""))
                    .as("a test %s", named.group())
                    .containsPattern("void " + named.group(2) + "\\(");
        }
    }

    @Test
    void whatIsDoneIsShownByATestAndWhatIsNotIsNot() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(50).allSatisfy(row -> {
            assertThat(row.get(2)).matches("must|should|beyond");
            assertThat(row.get(3)).matches("(done|partly|no)\\b.*");
            assertThat(NAMED.matcher(row.get(4)).find())
                    .as("%s is %s, shown by '%s'", row.get(1), row.get(3), row.get(4))
                    .isEqualTo(!row.get(3).startsWith("no"));
        });
    }

    private static List<List<String>> rows() throws IOException {
        return document()
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| feature "))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
    }

    private static String document() throws IOException {
        return Files.readString(ROOT.resolve("docs/features.md"));
    }

    /** The texts of all tests and contracts, by class; several of one name are one text. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().matches(".*/src/.*(Test|Contract)\\.java"))
                    .toList()) {
                String name = String.valueOf(file.getFileName());
                sources.merge(
                        name.substring(0, name.length() - ".java".length()), Files.readString(file), String::concat);
            }
        }
        return sources;
    }
}
