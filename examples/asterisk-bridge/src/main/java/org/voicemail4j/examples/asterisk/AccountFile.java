package org.voicemail4j.examples.asterisk;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.voicemail4j.examples.asterisk.ami.AmiAccount;

/** Accounts of the manager protocol in a file of properties: {@code name = secret}, a line each; a backslash is doubled. */
final class AccountFile {

    private AccountFile() {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if there is no account in it, or it is malformed
     * @throws UncheckedIOException if it cannot be read
     */
    static List<AmiAccount> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("accounts in " + file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("accounts in " + file + " cannot be read: " + e.getMessage(), e);
        }
        List<AmiAccount> accounts = properties.stringPropertyNames().stream()
                .sorted()
                .map(name -> new AmiAccount(name, properties.getProperty(name).strip()))
                .toList();
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no account in " + file + ": a line 'name = secret' is expected");
        }
        return accounts;
    }
}
