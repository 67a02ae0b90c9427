package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.PersonalListsContract;

class FilePersonalListsTest implements PersonalListsContract {

    @TempDir
    Path root;

    private FilePersonalLists lists;

    @BeforeEach
    void open() {
        lists = FilePersonalLists.in(root);
    }

    @AfterEach
    void close() {
        lists.close();
    }

    @Override
    public PersonalLists lists() {
        return lists;
    }

    @Test
    void theyStandInAFileThatPeopleCanRead() throws IOException {
        lists.put(ALICE, new DistributionList(5, List.of(BOB, CAROL)));

        assertThat(Files.readString(root.resolve("default/1000/lists")))
                .contains("[5]\n1=1001@default\n2=a.b_c+d-e@sales\n");
    }

    @Test
    void anotherProcessOnTheSameSpoolSeesThem() {
        try (FilePersonalLists other = FilePersonalLists.in(root)) {
            other.put(ALICE, new DistributionList(5, List.of(BOB)));
        }

        assertThat(lists.find(ALICE, 5)).isPresent();
    }

    @Test
    void aFileThatSomebodySpoiledIsReportedAndLeftAlone() throws IOException {
        Path file = Files.createDirectories(root.resolve("default/1000")).resolve("lists");
        Files.writeString(file, "[5]\n1=../../etc/passwd\n");

        assertThatThrownBy(() -> lists.put(ALICE, new DistributionList(6, List.of(BOB))))
                .isInstanceOf(StoreException.class)
                .hasStackTraceContaining("malformed");
        assertThat(Files.readString(file)).contains("passwd");
    }
}
