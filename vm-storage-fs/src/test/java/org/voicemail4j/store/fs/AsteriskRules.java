package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A mailbox's directory read by Asterisk's rules, with nothing of the code under test. */
final class AsteriskRules {

    private final Path mailbox;

    AsteriskRules(Path mailbox) {
        this.mailbox = mailbox;
    }

    /** Names of the plain files in a folder. */
    List<String> files(String folder) throws IOException {
        if (!Files.exists(mailbox.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mailbox.resolve(folder))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** The messages' ids by number, up to the first number that is missing, where Asterisk stops. */
    List<String> ids(String folder) throws IOException {
        List<String> ids = new ArrayList<>();
        while (Files.exists(text(folder, ids.size()))) {
            ids.add(value(folder, ids.size(), "msg_id"));
        }
        return ids;
    }

    /** The value of a key as its configuration parser finds it. */
    String value(String folder, int number, String key) throws IOException {
        for (String line : Files.readAllLines(text(folder, number))) {
            String plain = line.replaceAll("(?<!\\\\);.*", "").replace("\\;", ";");
            int equals = plain.indexOf('=');
            if (equals > 0 && plain.substring(0, equals).strip().equalsIgnoreCase(key)) {
                return plain.substring(equals + 1).replaceFirst("^>", "").strip();
            }
        }
        return "";
    }

    private Path text(String folder, int number) {
        return mailbox.resolve(folder).resolve("msg%04d.txt".formatted(number));
    }

    /** Its two counts and its index agree, every message has sound, every sound a message, and nobody holds a lock. */
    void assertWellFormed() throws IOException {
        for (String folder : new String[] {"INBOX", "Urgent", "Old", "Work"}) {
            List<String> files = files(folder);
            long counted = files.stream()
                    .filter(name -> name.length() > 7 && name.startsWith(".txt", 7))
                    .count();
            long lamp = files.stream()
                    .filter(name -> name.startsWith("msg") && name.startsWith("txt", 8))
                    .count();
            assertThat(counted).as(folder).isEqualTo(lamp).isEqualTo(ids(folder).size());
            assertThat(files).allSatisfy(name -> assertThat(name).matches("msg[0-9]{4}\\.[A-Za-z0-9]+"));
            assertThat(files.stream()
                            .map(name -> name.substring(0, 7))
                            .distinct()
                            .count())
                    .as(folder)
                    .isEqualTo(counted);
            assertThat(ids(folder)).doesNotContain("").doesNotHaveDuplicates();
        }
    }
}
