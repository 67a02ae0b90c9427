package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a file, reading it gives settings or a {@link ConfException}. */
class ConfFuzzTest {

    private static final long SEED = 20261122;

    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "(!)",
            "(+)",
            "(sales)",
            "[general]",
            "[default]\n",
            "=",
            "=>",
            "+=",
            ";",
            ";--",
            "--;",
            "\\",
            "\\;",
            "|",
            ",",
            ",,,,",
            "'",
            "\n",
            "\r\n",
            "\u0000",
            "\uFEFF",
            "@",
            "-",
            "*",
            "#include ",
            "#tryinclude \"",
            "#exec x",
            "voicemail.conf",
            "more/branch.conf",
            "/dev/zero",
            "maxmsg=",
            "-1",
            "99999999999999999999",
            "tz=",
            "format=",
            "aliasescontext=default\n",
            "searchcontexts=yes\n",
            "[zonemessages]\n",
            "language=",
            "é☎",
            "x".repeat(9000));

    @TempDir
    Path folder;

    @Test
    void mutationsGiveSettingsOrAClearError() throws IOException {
        mutate(20_000);
    }

    @Test
    @Tag("soak")
    void manyMutationsGiveSettingsOrAClearError() throws IOException {
        mutate(100_000);
    }

    private void mutate(int times) throws IOException {
        List<byte[]> originals = List.of(
                Files.readAllBytes(Samples.resource("office/voicemail.conf")),
                Files.readAllBytes(Samples.resource("office/mailboxes.conf")),
                Files.readAllBytes(Samples.resource("doubtful.conf")));
        Samples.write(folder, "mailboxes.conf", Files.readString(Samples.resource("office/mailboxes.conf")));
        Files.createDirectory(folder.resolve("more"));
        Samples.write(folder.resolve("more"), "branch.conf", "[branch]\n#tryinclude ../mailboxes.conf\n");
        Path file = folder.resolve("voicemail.conf");
        int read = 0;
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int i = 0; i < times; i++) {
            long seed = seeds.nextLong();
            overwrite(file, mutated(originals, new SplittableRandom(seed)));
            read += readOrRefused(file, seed);
        }
        assertThat(read).as("files that could be read").isBetween(times / 20, times - times / 20);
    }

    /** Some file systems flush a file that is cut to nothing first; this is ten times as fast. */
    private static void overwrite(Path file, byte[] octets) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(octets));
            channel.truncate(octets.length);
        }
    }

    private static int readOrRefused(Path file, long seed) {
        try {
            VoicemailConf conf = VoicemailConf.read(file, Samples.BASE);
            conf.subscribers()
                    .forEach(each -> assertThat(conf.find(each.mailbox())).containsSame(each));
            return 1;
        } catch (ConfException e) {
            if (!String.valueOf(e.getMessage()).startsWith(e.file())) {
                fail("seed " + seed + ": no file is named", e);
            }
            return 0;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("seed " + seed, e);
        }
    }

    private static byte[] mutated(List<byte[]> originals, SplittableRandom random) {
        byte[] octets = originals.get(random.nextInt(originals.size()));
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            octets = changed(octets, random);
        }
        return octets;
    }

    private static byte[] changed(byte[] octets, SplittableRandom random) {
        int at = random.nextInt(octets.length + 1);
        int to = Math.min(octets.length, at + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 ->
                spliced(
                        octets,
                        at,
                        at,
                        PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            case 1 -> spliced(octets, at, to, new byte[0]);
            case 2 -> spliced(octets, at, at, Arrays.copyOfRange(octets, at, to));
            case 3 -> spliced(octets, at, Math.min(octets.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            default -> Arrays.copyOf(octets, Math.max(1, at));
        };
    }

    private static byte[] spliced(byte[] octets, int from, int to, byte[] piece) {
        byte[] result = Arrays.copyOf(octets, octets.length - (to - from) + piece.length);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(octets, to, result, from + piece.length, octets.length - to);
        return result;
    }
}
