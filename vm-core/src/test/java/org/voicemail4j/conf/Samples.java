package org.voicemail4j.conf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Objects;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;

/** Files to read, from the class path or from text. */
final class Samples {

    /** What holds where a file says nothing: in a zone that no test machine is in by chance. */
    static final MailboxPolicy BASE =
            MailboxPolicy.DEFAULT.toBuilder().zone(ZoneId.of("Asia/Kathmandu")).build();

    private Samples() {}

    static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(Samples.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static VoicemailConf read(Path folder, String text) {
        return VoicemailConf.read(write(folder, "voicemail.conf", text), BASE);
    }

    static Subscriber mailbox(VoicemailConf conf, String id) {
        return conf.find(MailboxId.parse(id)).orElseThrow(() -> new AssertionError("no mailbox " + id));
    }
}
