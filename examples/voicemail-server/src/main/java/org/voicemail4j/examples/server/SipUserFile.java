package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.sip.DigestAlgorithm;
import org.voicemail4j.sip.SipCredentials;
import org.voicemail4j.sip.SipSecret;

/**
 * Users of digest authentication in a file: {@code user:realm:HASH} as Apache's htdigest writes it, or {@code
 * user:realm:plain:PASSWORD}. A user may have several lines. Read once.
 */
final class SipUserFile implements SipCredentials {

    private static final String PLAIN = "plain:";

    private final Map<List<String>, SipSecret> secrets;

    private SipUserFile(Map<List<String>, SipSecret> secrets) {
        this.secrets = secrets;
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it cannot be read, or a line cannot be understood; the line is named and not repeated
     */
    static SipUserFile read(Path file) {
        try {
            Map<List<String>, SipSecret> secrets = new HashMap<>();
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(secrets, line.strip(), file + ":" + number);
                }
            }
            return new SipUserFile(secrets);
        } catch (IOException e) {
            throw Settings.unreadable("--sip-users", file, e);
        }
    }

    private static void add(Map<List<String>, SipSecret> secrets, String line, String where) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3 || parts[0].isEmpty()) {
            throw new UsageException("--sip-users: " + where + ": not user:realm:HASH or user:realm:plain:PASSWORD");
        }
        try {
            secrets.merge(List.of(parts[0], parts[1]), secret(parts[2]), SipSecret::and);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--sip-users: " + where + ": " + e.getMessage(), e);
        }
    }

    private static SipSecret secret(String text) {
        if (text.startsWith(PLAIN)) {
            return SipSecret.password(text.substring(PLAIN.length()));
        }
        return SipSecret.hashed(text.length() > 32 ? DigestAlgorithm.SHA_256 : DigestAlgorithm.MD5, text);
    }

    @Override
    public Optional<SipSecret> find(String user, String realm) {
        return Optional.ofNullable(secrets.get(List.of(user, realm)));
    }

    /** Whether anybody is known there. */
    boolean hasRealm(String realm) {
        return secrets.keySet().stream().anyMatch(known -> known.get(1).equals(realm));
    }

    @Override
    public String toString() {
        return secrets.size() + " users";
    }
}
