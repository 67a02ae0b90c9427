package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.fs.FileCredentialStore;
import org.voicemail4j.store.fs.FileGreetingDates;
import org.voicemail4j.store.fs.FileMessageStore;
import org.voicemail4j.store.fs.FilePersonalLists;
import org.voicemail4j.testkit.Sounds;
import picocli.CommandLine;

/** Moving house on the command line, from files into a database and back, and taking a message out. */
class CopyAndExportTest {

    private static final MailboxId ANN = MailboxId.parse("1000");
    private static final MailboxId BEN = MailboxId.parse("2000@sales");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path conf;
    private Message first;

    @BeforeEach
    void aSpool() throws IOException {
        conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        try (FileMessageStore store = FileMessageStore.in(folder.resolve("spool"));
                FileCredentialStore credentials = FileCredentialStore.in(folder.resolve("spool"))) {
            first = leave(store, ANN, 1);
            leave(store, ANN, 2);
            Message old = leave(store, ANN, 3);
            store.move(ANN, old.id(), Folder.OLD, 9);
            leave(store, BEN, 4);
            try (GreetingRecording greeting = store.beginGreeting(ANN, GreetingKind.BUSY)) {
                greeting.renditions().get(0).append(sound(5));
                greeting.commit();
            }
            for (String digits : List.of("1111", "4711")) {
                credentials.setPin(ANN, Pin.hash(digits, new SplittableRandom(1)));
            }
        }
    }

    private static Message leave(FileMessageStore store, MailboxId mailbox, int seed) {
        Envelope envelope =
                Envelope.received(Instant.ofEpochSecond(1_795_298_405L + seed)).build();
        DepositTerms terms = new DepositTerms(100, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(mailbox, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(sound(seed));
            return deposit.commit().orElseThrow();
        }
    }

    private static ByteBuffer sound(int seed) {
        return ByteBuffer.wrap(Sounds.octets(Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), seed)));
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private String files(String name) {
        return "fs:" + folder.resolve(name);
    }

    private String database() {
        return "jdbc:h2:file:" + folder.resolve("db");
    }

    @Test
    void filesGoIntoADatabaseAndBackAndNothingChanges() throws IOException {
        assertThat(run("copy", "--from", files("spool"), "--to", database())).isZero();
        assertThat(out.toString())
                .contains("2 mailboxes in fs:")
                .contains("copy    [....................]   0 %  0 of 5")
                .contains("copy    [####################] 100 %  5 of 5")
                .containsPattern("found +4 +1\n")
                .containsPattern("copied +4 +1\n")
                .contains("1 owners' PINs copied")
                .containsPattern("same sound +4 +1\n");
        assertThat(run("copy", "--from", files("spool"), "--to", database())).isZero();
        assertThat(out.toString()).containsPattern("there already +4 +1\n").doesNotContainPattern("copied +4");

        assertThat(run("copy", "--from", database(), "--to", files("back"), "--mailboxes", conf.toString()))
                .isZero();
        assertThat(soundsBelow("back")).isEqualTo(soundsBelow("spool"));
        try (FileMessageStore here = FileMessageStore.in(folder.resolve("spool"));
                FileMessageStore back = FileMessageStore.in(folder.resolve("back"));
                FileCredentialStore pins = FileCredentialStore.in(folder.resolve("back"))) {
            for (Folder each : Folder.values()) {
                assertThat(back.list(ANN, each)).isEqualTo(here.list(ANN, each));
            }
            assertThat(pins.pin(ANN).orElseThrow().matches("4711")).isTrue();
            assertThat(pins.formerPins(ANN)).hasSize(1);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void filesGoIntoAsterisksTableAndBackAndNothingChanges() throws Exception {
        Files.writeString(conf, TestServer.CONF.replace("format = wav", "format = wav\nodbctable = their_messages"));
        try (Connection connection = DriverManager.getConnection(database());
                Statement statement = connection.createStatement()) {
            statement.execute(ServeAsteriskTableTest.TABLE);
        }
        String[] there = {
            "copy",
            "--from",
            files("spool"),
            "--to",
            database(),
            "--to-layout",
            "asterisk",
            "--mailboxes",
            conf.toString()
        };
        assertThat(run(there)).isZero();
        assertThat(out.toString()).containsPattern("copied +4 +1\n").containsPattern("same sound +4 +1\n");
        String[] back = {
            "copy",
            "--from",
            database(),
            "--from-layout",
            "asterisk",
            "--to",
            files("back"),
            "--mailboxes",
            conf.toString()
        };
        assertThat(run(back)).isZero();
        assertThat(soundsBelow("back")).isEqualTo(soundsBelow("spool"));
        try (FileMessageStore here = FileMessageStore.in(folder.resolve("spool"));
                FileMessageStore copy = FileMessageStore.in(folder.resolve("back"))) {
            for (Folder each : Folder.values()) {
                assertThat(copy.list(ANN, each)).isEqualTo(here.list(ANN, each));
            }
        }
        assertThat(err.toString()).isEmpty();
    }

    private List<String> soundsBelow(String spool) throws IOException {
        Path root = folder.resolve(spool);
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".wav"))
                    .map(file -> root.relativize(file) + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aDryRunCopiesNothingAndAContextNoOther() {
        assertThat(run("copy", "--from", files("spool"), "--to", database(), "--dry-run"))
                .isZero();
        assertThat(out.toString()).containsPattern("would be copied +4 +1\n");
        assertThat(run("copy", "--from", files("spool"), "--to", database(), "--context", "sales"))
                .isZero();
        assertThat(out.toString()).contains("1 mailboxes in").containsPattern("copied +1 +0\n");
        assertThat(run("copy", "--from", files("spool"), "--to", database(), "--dry-run"))
                .isZero();
        assertThat(out.toString()).containsPattern("would be copied +3 +1\n").containsPattern("there already +1 +0\n");
    }

    @Test
    void whatOneMailboxHasWrongKeepsNobodyElsesFromBeingCopied() throws IOException {
        Files.createDirectories(folder.resolve("spool/default/1500/INBOX/msg0000.txt"));
        Path pins = Files.createDirectories(folder.resolve("spool/default/1600/INBOX"));
        Files.createDirectories(pins.resolveSibling("credentials"));

        assertThat(run("copy", "--from", files("spool"), "--to", database())).isEqualTo(1);

        assertThat(out.toString())
                .containsPattern("copied +4 +1\n")
                .contains("1 owners' PINs copied")
                .containsPattern("same sound +4 +1\n")
                .contains("2 mailboxes FAILED: [1500@default, 1600@default]");
        assertThat(err.toString())
                .containsOnlyOnce("voicemail: mailbox 1500@default failed: ")
                .containsOnlyOnce("voicemail: mailbox 1600@default failed: ");
    }

    @Test
    void aStoreIsNotCopiedOntoItself() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("spool"));
        assertThat(run("copy", "--from", files("spool"), "--to", files("link"))).isEqualTo(2);
        assertThat(run("copy", "--from", files("none"), "--to", files("x/../none")))
                .isEqualTo(2);
        assertThat(run("copy", "--from", database(), "--to", database() + ";AUTO_SERVER=TRUE"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--to: that is what --from names");
        assertThat(run("copy", "--from", files("none"), "--to", database())).isEqualTo(2);
        assertThat(err.toString()).contains("--from: there is no folder ").contains("none");
        assertThat(run("copy", "--from", files("spool"), "--to", database())).isZero();
        assertThat(run("copy", "--from", database(), "--to", database(), "--to-layout", "asterisk", "--dry-run"))
                .isNotEqualTo(2);
    }

    @Test
    void listsOfRecipientsGoWithTheirOwners() {
        DistributionList five = new DistributionList(5, List.of(BEN, MailboxId.parse("3000")));
        try (FilePersonalLists lists = FilePersonalLists.in(folder.resolve("spool"))) {
            lists.put(ANN, five);
            lists.put(ANN, new DistributionList(7, List.of(BEN)));
        }
        DistributionList own = new DistributionList(7, List.of(ANN));
        try (FilePersonalLists lists = FilePersonalLists.in(folder.resolve("back"))) {
            lists.put(ANN, own);
        }

        assertThat(run("copy", "--from", files("spool"), "--to", database())).isZero();
        assertThat(out.toString()).contains("2 owners' lists of recipients copied");
        assertThat(run("copy", "--from", database(), "--to", files("back"))).isZero();
        assertThat(out.toString()).contains("1 owners' lists of recipients copied");

        try (FilePersonalLists lists = FilePersonalLists.in(folder.resolve("back"))) {
            assertThat(lists.all(ANN)).containsExactly(five, own);
        }
    }

    @Test
    void datesOfGreetingsGoWithTheirOwners() {
        GreetingPeriod easter =
                new GreetingPeriod(Optional.empty(), Optional.of(LocalDateTime.parse("2027-03-30T00:00")));
        try (FileGreetingDates dates = FileGreetingDates.in(folder.resolve("spool"))) {
            dates.put(ANN, GreetingKind.TEMPORARY, easter);
            dates.put(ANN, GreetingKind.ABSENCE, easter);
        }
        try (FileGreetingDates dates = FileGreetingDates.in(folder.resolve("back"))) {
            dates.put(ANN, GreetingKind.ABSENCE, GreetingPeriod.ALWAYS);
        }

        assertThat(run("copy", "--from", files("spool"), "--to", database())).isZero();
        assertThat(out.toString()).contains("2 dates of greetings copied");
        assertThat(run("copy", "--from", database(), "--to", files("back"))).isZero();
        assertThat(out.toString()).contains("1 dates of greetings copied");

        try (FileGreetingDates dates = FileGreetingDates.in(folder.resolve("back"))) {
            assertThat(dates.all(ANN))
                    .isEqualTo(Map.of(GreetingKind.TEMPORARY, easter, GreetingKind.ABSENCE, GreetingPeriod.ALWAYS));
        }
    }

    @Test
    void aMessageIsExportedInTheFormatThatTheNameAsksFor() throws IOException {
        String[] command = {"export", first.id().value(), "", "--store", files("spool"), "--mailboxes", conf.toString()
        };
        command[2] = folder.resolve("one.wav").toString();
        assertThat(run(command)).isZero();
        assertThat(Files.readAllBytes(folder.resolve("one.wav")))
                .isEqualTo(Files.readAllBytes(folder.resolve("spool/default/1000/INBOX/msg0000.wav")));
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains("one.wav is there already");
        command[2] = folder.resolve("one.ulaw").toString();
        assertThat(run(command)).isZero();
        assertThat(folder.resolve("one.ulaw")).hasSize(8000);
        command[2] = folder.resolve("one.ogg").toString();
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains("one.ogg", "voicemail transcode");
        assertThat(folder.resolve("one.ogg")).doesNotExist();
        command[2] = folder.resolve("two.wav").toString();
        command[1] = "1-none";
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no message 1-none");
        assertThat(folder.resolve("two.wav")).doesNotExist();
    }
}
