package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.GreetingDatesContract;

class FileGreetingDatesTest implements GreetingDatesContract {

    @TempDir
    Path root;

    private FileGreetingDates dates;

    @BeforeEach
    void open() {
        dates = FileGreetingDates.in(root);
    }

    @AfterEach
    void close() {
        dates.close();
    }

    @Override
    public GreetingDates dates() {
        return dates;
    }

    @Test
    void theyStandInAFileThatPeopleCanRead() throws IOException {
        dates.put(ALICE, GreetingKind.TEMPORARY, CHRISTMAS);
        dates.put(ALICE, GreetingKind.ABSENCE, GreetingPeriod.ALWAYS);

        assertThat(Files.readString(root.resolve("default/1000/dates")))
                .contains("[temp]\nfrom=2026-12-24T00:00\nuntil=2026-12-27T00:00\n[absence]\nfrom=none\nuntil=none\n");
    }

    @Test
    void anotherProcessOnTheSameSpoolSeesThem() {
        try (FileGreetingDates other = FileGreetingDates.in(root)) {
            other.put(ALICE, GreetingKind.TEMPORARY, UNTIL);
        }

        assertThat(dates.find(ALICE, GreetingKind.TEMPORARY)).contains(UNTIL);
    }

    @Test
    void aFileThatSomebodySpoiledIsReportedAndLeftAlone() throws IOException {
        Path file = Files.createDirectories(root.resolve("default/1000")).resolve("dates");
        Files.writeString(file, "[temp]\nfrom=yesterday\n");

        assertThatThrownBy(() -> dates.put(ALICE, GreetingKind.ABSENCE, UNTIL))
                .isInstanceOf(StoreException.class)
                .hasStackTraceContaining("malformed");
        assertThat(Files.readString(file)).contains("yesterday");
    }
}
