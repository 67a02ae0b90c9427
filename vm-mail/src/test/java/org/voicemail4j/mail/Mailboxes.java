package org.voicemail4j.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.conf.VoicemailConfDirectory;

/** A directory and options of a voicemail.conf that stands in the test. */
final class Mailboxes {

    private Mailboxes() {}

    static VoicemailConfDirectory of(Path folder, String conf) {
        try {
            return new VoicemailConfDirectory(Files.writeString(folder.resolve("voicemail.conf"), conf));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MailOptions options(VoicemailConfDirectory directory) {
        return (mailbox, option) -> {
            VoicemailConf conf = directory.conf();
            return conf.option(mailbox, option);
        };
    }
}
