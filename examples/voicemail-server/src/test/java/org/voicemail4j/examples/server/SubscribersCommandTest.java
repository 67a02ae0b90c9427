package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Mailboxes of a file go into a database. */
class SubscribersCommandTest {

    private static final String CONF = """
            [general]
            aliasescontext=aliases
            [aliases]
            7000 => 1000
            [default]
            1000 => 4711,Ann Owner,ann@example.org|a@example.org,pager@example.org,alias=Nan|alias=Anny|maxmsg=7|colour=red
            1001 => ,Bob Builder
            [sales]
            1000 => -0815,Carol Singer,,,hidefromdir=yes|owners=anna:4712
            """;

    @TempDir
    Path folder;

    private String put(int exitCode, Path conf, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(new String[] {"subscribers", "--from", conf.toString(), "--to", url()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(exitCode, arguments);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("db");
    }

    private static String run(int exitCode, String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        CommandLine line = Main.commandLine().setOut(writer).setErr(writer);
        assertThat(line.execute(arguments)).as(out.toString()).isEqualTo(exitCode);
        return out.toString();
    }

    private String all(String sql) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection connection = DriverManager.getConnection(url() + ";AUTO_SERVER=TRUE");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.append(rows.getString(1)).append('\n');
            }
        }
        return all.toString();
    }

    @Test
    void whatAFileHasIsPutIntoTheTableOnceAndBroughtUpToDate() throws Exception {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), CONF);
        assertThat(put(0, conf, "--dry-run"))
                .contains("3 mailboxes in ", "would be: 3 new, 0 changed, 0 unchanged, 0 failed");
        assertThat(all("select count(*) from vm_subscriber")).isEqualTo("0\n");
        assertThat(put(0, conf))
                .contains(
                        "3 new, 0 changed, 0 unchanged, 0 failed",
                        "1 aliases (aliasescontext) stay in ",
                        "1000@default: option colour is not known and left out",
                        "1000@sales: the PINs in its option owners stay in clear")
                .doesNotContain("4711", "0815");
        assertThat(all("select settings from vm_subscriber where context = 'default' and box_number = '1000'"))
                .isEqualTo("maxmsg=7|alias=Nan|alias=Anny|\n");
        assertThat(all("select coalesce(pin, '') from vm_subscriber").lines())
                .allMatch(pin -> pin.isEmpty() || pin.startsWith("pbkdf2-sha256$"));
        assertThat(put(0, conf)).contains("0 new, 0 changed, 3 unchanged, 0 failed");
        Files.writeString(conf, CONF.replace("maxmsg=7", "maxmsg=8").replace("-0815", "-0816"));
        assertThat(put(0, conf, "--context", "default"))
                .contains("2 mailboxes in ", "0 new, 1 changed, 1 unchanged, 0 failed");
        assertThat(put(0, conf, "--dry-run")).contains("would be: 0 new, 1 changed, 2 unchanged, 0 failed");

        Path options = Files.writeString(folder.resolve("options.conf"), "[general]\n");
        Files.createDirectory(folder.resolve("spool"));
        assertThat(run(
                        0,
                        "users",
                        "--store",
                        "fs:" + folder.resolve("spool"),
                        "--mailboxes",
                        options.toString(),
                        "--subscribers",
                        url()))
                .contains("1000@default  Ann Owner", "ann@example.org,a@example.org", "1001@default", "1000@sales");
    }

    @Test
    void oneThatDoesNotFitIsNamedAndTheOthersAreThere() throws Exception {
        Path conf = Files.writeString(
                folder.resolve("voicemail.conf"), "[default]\n1 => 1," + "x".repeat(300) + "\n2 => 2,Fits\n");
        assertThat(put(1, conf)).contains("mailbox 1@default failed: ", "1 new, 0 changed, 0 unchanged, 1 failed");
    }

    @Test
    void halfOfWhatIsNeededIsSaidToBeMissing() {
        assertThat(run(2, "users", "--mailboxes", "none.conf", "--subscribers-table", "voicemail"))
                .contains("--subscribers-table: --subscribers says in which database it is");
        assertThat(run(2, "users", "--mailboxes", "none.conf", "--subscribers", "postgresql://secret"))
                .contains("--subscribers");
        assertThat(run(
                        2,
                        "users",
                        "--store",
                        "imap:localhost",
                        "--journal",
                        folder.toString(),
                        "--mailboxes",
                        "none.conf",
                        "--subscribers",
                        url()))
                .contains("--subscribers: mail accounts are those of the file of mailboxes alone");
    }
}
