package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A whole mail beside the one that somebody has looked at, line by line. What is another one each time or elsewhere is
 * replaced: the id, the date, the lines between parts; and the recording is left out. A mail that differs lies in {@code target/snapshots}.
 */
final class MailSnapshot {

    private static final Pattern BOUNDARY = Pattern.compile("----=_Part_[0-9_.]+");
    private static final Pattern ID = Pattern.compile("(?m)^Message-ID: <[^<>@\\s]+@pbx\\.test>");
    private static final Pattern DATE = Pattern.compile("(?m)^Date: .*");
    private static final Pattern SOUND = Pattern.compile("(?:[A-Za-z0-9+/]{76}\n){9,}[A-Za-z0-9+/=]*");

    private MailSnapshot() {}

    /** @param file among the resources of this package */
    static void assertIs(String file, MimeMessage mail) throws IOException, MessagingException {
        try (InputStream looked = MailSnapshot.class.getResourceAsStream(file)) {
            String expected =
                    looked == null ? "no file " + file : new String(looked.readAllBytes(), StandardCharsets.UTF_8);
            String found = of(mail);
            if (!found.equals(expected)) {
                Files.writeString(
                        Files.createDirectories(Path.of("target", "snapshots")).resolve(file), found);
            }
            assertThat(found).as(file).isEqualTo(expected);
        }
    }

    private static String of(MimeMessage mail) throws IOException, MessagingException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        mail.writeTo(octets);
        String text = octets.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        Map<String, String> boundaries = new LinkedHashMap<>();
        text = BOUNDARY.matcher(text)
                .replaceAll(found ->
                        boundaries.computeIfAbsent(found.group(), key -> "----part-" + (boundaries.size() + 1)));
        text = DATE.matcher(text).replaceAll("Date: (in this machine's zone)");
        text = ID.matcher(text).replaceAll(Matcher.quoteReplacement("Message-ID: <id@pbx.test>"));
        return SOUND.matcher(text).replaceAll("(the recording)");
    }
}
