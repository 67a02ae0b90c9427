package org.voicemail4j.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxDirectory;

/** The mailboxes of a voicemail.conf are a directory like any other. */
class VoicemailConfDirectoryContractTest implements MailboxDirectoryContract {

    private static final String CONF = """
            [sales]
            1000 => -0815,Carol Singer
            [default]
            1001 => ,Bob Builder
            1000 => 4711,Alice Liddell,alice@example.org|liddell@example.org,,minpassword=4
            """;

    @TempDir
    private Path folder;

    private MailboxDirectory directory = new InMemoryMailboxDirectory();

    @BeforeEach
    void read() throws IOException {
        directory = new VoicemailConfDirectory(Files.writeString(folder.resolve("voicemail.conf"), CONF));
    }

    @Override
    public MailboxDirectory directory() {
        return directory;
    }
}
