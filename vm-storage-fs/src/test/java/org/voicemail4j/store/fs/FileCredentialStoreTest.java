package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.CredentialStoreContract;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.PinAgeContract;
import org.voicemail4j.testkit.PinHistoryContract;

class FileCredentialStoreTest implements CredentialStoreContract, PinHistoryContract, PinAgeContract {

    @TempDir
    Path root;

    private final ManualClock clock = ManualClock.at(NOON);
    private FileCredentialStore credentials;

    @BeforeEach
    void open() {
        credentials = FileCredentialStore.builder(root).clock(clock).build();
    }

    @AfterEach
    void close() {
        credentials.close();
    }

    @Override
    public CredentialStore credentials() {
        return credentials;
    }

    @Test
    void thePinIsHashedInAFileOfTheServersUserAlone() throws IOException {
        credentials.setPin(ALICE, Pin.hash("4711", new SplittableRandom(1)));
        Path file = root.resolve("default/1000/credentials");
        assertThat(Files.readString(file)).contains("pin=pbkdf2-sha256$").doesNotContain("4711");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void formerPinsAreRememberedHashedTheLatestFirst() throws IOException {
        for (String digits : new String[] {"4711", "4712", "4713"}) {
            credentials.setPin(ALICE, Pin.hash(digits, new SplittableRandom(1)));
        }
        credentials.recordFailure(ALICE, NOON);
        assertThat(credentials.formerPins(ALICE)).hasSize(2);
        assertThat(credentials.formerPins(ALICE).get(0).matches("4712")).isTrue();
        assertThat(credentials.formerPins(ALICE).get(1).matches("4711")).isTrue();
        assertThat(credentials.pin(ALICE).orElseThrow().matches("4713")).isTrue();
        assertThat(Files.readString(root.resolve("default/1000/credentials"))).doesNotContain("4711", "4712");
        for (int i = 0; i < 12; i++) {
            credentials.setPin(ALICE, Pin.hash("9" + i, new SplittableRandom(i)));
        }
        assertThat(credentials.formerPins(ALICE)).hasSize(10);
    }

    @Test
    void anotherStoreOnTheSameSpoolSeesIt() {
        credentials.recordFailure(ALICE, NOON);
        try (FileCredentialStore other = FileCredentialStore.in(root)) {
            assertThat(other.recordFailure(ALICE, NOON).count()).isEqualTo(2);
        }
        assertThat(credentials.failures(ALICE).count()).isEqualTo(2);
    }

    @Test
    void aMalformedFileRefusesTheLogin() throws IOException {
        Path file = Files.createDirectories(root.resolve("default/1000")).resolve("credentials");
        for (String text : new String[] {"", "[credentials]\npin=1234\n", "[credentials]\nfailures=x\n"}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> credentials.pin(ALICE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("1000@default");
        }
    }

    @Test
    void ofAsterisksSecretAndOursTheLaterOneHolds() throws IOException {
        Path secret = Files.createDirectories(root.resolve("default/1000")).resolve("secret.conf");
        Files.writeString(secret, "[general]\npassword = 1234\n");
        assertThat(credentials.pin(ALICE)).isEmpty();
        try (FileCredentialStore both =
                FileCredentialStore.builder(root).clock(clock).asteriskSecrets().build()) {
            assertThat(both.pin(ALICE).orElseThrow().matches("1234")).isTrue();
            both.setPin(ALICE, Pin.hash("4711", new SplittableRandom(1)));
            Files.setLastModifiedTime(secret, FileTime.from(NOON.minusSeconds(1)));
            assertThat(both.pin(ALICE).orElseThrow().matches("4711")).isTrue();
            Files.setLastModifiedTime(secret, FileTime.from(NOON.plusSeconds(1)));
            assertThat(both.pin(ALICE).orElseThrow().matches("1234")).isTrue();
        }
    }

    @Test
    void someMailboxesHaveTheirPinsWhereAsteriskLooksForThem() throws IOException {
        MailboxId bob = MailboxId.parse("1001");
        Files.writeString(
                Files.createDirectories(root.resolve("default/1001")).resolve("secret.conf"),
                "[general]\npassword = 9999\n");
        try (FileCredentialStore some = FileCredentialStore.builder(root)
                .clock(clock)
                .asteriskSecrets(ALICE::equals)
                .build()) {
            assertThat(some.keepsPinsInClear(ALICE)).isTrue();
            assertThat(some.keepsPinsInClear(bob)).isFalse();
            some.setPin(ALICE, Pin.clear("0815"));
            assertThat(some.pin(ALICE).orElseThrow().matches("0815")).isTrue();
            assertThat(some.pin(bob)).isEmpty();
            assertThatThrownBy(() -> some.setPin(bob, Pin.clear("0815"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPinInClearGoesWhereAsteriskLooksForIt() throws IOException {
        Path secret = root.resolve("default/1000/secret.conf");
        try (FileCredentialStore both =
                FileCredentialStore.builder(root).clock(clock).asteriskSecrets().build()) {
            both.setPin(ALICE, Pin.hash("4711", new SplittableRandom(1)));
            both.setPin(ALICE, Pin.clear("0815"));
            assertThat(Files.readString(secret)).isEqualTo("[general]\npassword=0815\n");
            assertThat(both.pin(ALICE).orElseThrow().matches("0815")).isTrue();
            assertThat(both.keepsPinsInClear(ALICE)).isTrue();
            Set<PosixFilePermission> asAsteriskHasIt = PosixFilePermissions.fromString("rw-rw-r--");
            Files.setPosixFilePermissions(secret, asAsteriskHasIt);
            both.setPin(ALICE, Pin.clear("0816"));
            assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(asAsteriskHasIt);
            assertThat(Files.getPosixFilePermissions(root.resolve("default/1000/credentials")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(credentials.pin(ALICE)).isEmpty();
    }
}
