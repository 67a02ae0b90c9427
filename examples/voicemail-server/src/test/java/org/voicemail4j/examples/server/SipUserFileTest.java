package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.sip.SipCredentials;
import org.voicemail4j.sip.SipCredentialsContract;

/** The file of users as credentials, checked by the contract that the library publishes for them. */
class SipUserFileTest implements SipCredentialsContract {

    @TempDir
    Path folder;

    @Override
    public SipCredentials credentials() {
        try {
            Path file = folder.resolve("users");
            Files.writeString(
                    file, "# users\n" + user() + ':' + realm() + ":plain:" + password() + "\nbob:elsewhere:plain:x\n");
            return SipUserFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
