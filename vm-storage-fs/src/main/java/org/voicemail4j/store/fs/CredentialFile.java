package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.Pin;

/**
 * What {@code credentials} in a mailbox's directory says.
 *
 * @param pin the hashed PIN that the owner set
 * @param pinSet when; empty if there is no PIN
 * @param former hashed PINs that the owner had before, the latest first
 * @param failures failed logins
 */
record CredentialFile(Optional<Pin> pin, Optional<Instant> pinSet, List<Pin> former, LoginFailures failures) {

    private static final CredentialFile NOTHING =
            new CredentialFile(Optional.empty(), Optional.empty(), List.of(), LoginFailures.NONE);
    private static final Logger LOG = LoggerFactory.getLogger(CredentialFile.class);
    private static final String SECTION = "credentials";
    private static final int MOST_BYTES = 4096;
    private static final int MOST_FORMER = 10;

    CredentialFile {
        former = List.copyOf(former);
    }

    CredentialFile with(Pin other, Instant when) {
        return new CredentialFile(Optional.of(other), Optional.of(when), remembered(), failures);
    }

    CredentialFile withoutPin() {
        return new CredentialFile(Optional.empty(), Optional.empty(), remembered(), failures);
    }

    private List<Pin> remembered() {
        return Stream.concat(pin.stream(), former.stream()).limit(MOST_FORMER).toList();
    }

    CredentialFile with(LoginFailures other) {
        return new CredentialFile(pin, pinSet, former, other);
    }

    /**
     * Reads the file; nothing is known if there is none.
     *
     * @throws IOException if it is malformed too: who cannot tell the PIN must not fall back to another
     */
    static CredentialFile read(Path file) throws IOException {
        byte[] text;
        try {
            text = DurableFiles.readStart(file, MOST_BYTES);
        } catch (NoSuchFileException e) {
            return NOTHING;
        }
        try {
            return parse(ConfText.parse(text));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("malformed: " + file + ": " + e.getMessage(), e);
        }
    }

    private static CredentialFile parse(ConfText text) {
        if (text.section(SECTION).isEmpty()) {
            throw new IllegalArgumentException("no [" + SECTION + "]");
        }
        Optional<Pin> pin = text.value(SECTION, "pin")
                .map(value -> Pin.parse(value).orElseThrow(() -> new IllegalArgumentException("the pin is no hash")));
        int count = Integer.parseInt(text.value(SECTION, "failures").orElse("0"));
        return new CredentialFile(
                pin,
                text.value(SECTION, "pinset").map(Instant::parse),
                former(text.value(SECTION, "former").orElse("")),
                new LoginFailures(count, text.value(SECTION, "last").map(Instant::parse)));
    }

    private static List<Pin> former(String hashes) {
        return Stream.of(hashes.split(" "))
                .map(Pin::parse)
                .flatMap(Optional::stream)
                .limit(MOST_FORMER)
                .toList();
    }

    /** Replaces the file, durably; nobody but the owner of the process may read it. */
    void write(Path file) throws IOException {
        replace(file, encode().getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces a file with secrets, durably; nobody but the owner of the process may read it. */
    static void replace(Path file, byte[] contents) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        create(draft, "rw-------");
        replace(file, draft, contents);
    }

    private static void replace(Path file, Path draft, byte[] contents) throws IOException {
        DurableFiles.write(draft, contents, true);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.syncDirectory(file.resolveSibling("."));
    }

    /** Replaces a file that Asterisk reads, too: it stays as open as it is, and a new one is for the group as well. */
    static void replaceShared(Path file, byte[] contents) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        create(draft, "rw-rw----");
        if (Files.exists(file)) {
            takeOver(file, draft);
        }
        replace(file, draft, contents);
    }

    /** Mode and group, as far as this process may. */
    private static void takeOver(Path from, Path to) throws IOException {
        PosixFileAttributeView theirs = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView ours = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (theirs != null && ours != null) {
            PosixFileAttributes before = theirs.readAttributes();
            try {
                ours.setGroup(before.group());
            } catch (FileSystemException e) {
                LOG.debug("{} does not get the group of the former one", to, e);
            }
            ours.setPermissions(before.permissions());
        }
    }

    private static void create(Path draft, String mode) throws IOException {
        Files.deleteIfExists(draft);
        try {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
        } catch (UnsupportedOperationException e) {
            Files.createFile(draft); // a file system without POSIX permissions
        } catch (FileAlreadyExistsException e) {
            throw new IOException("somebody else writes " + draft, e);
        }
    }

    private String encode() {
        StringBuilder text = new StringBuilder("; written by voicemail4j\n[" + SECTION + "]\n");
        pin.ifPresent(hash -> text.append(ConfText.line("pin", hash.encoded())));
        pinSet.ifPresent(when -> text.append(ConfText.line("pinset", when.toString())));
        if (!former.isEmpty()) {
            text.append(
                    ConfText.line("former", former.stream().map(Pin::encoded).collect(Collectors.joining(" "))));
        }
        text.append(ConfText.line("failures", Integer.toString(failures.count())));
        failures.last().ifPresent(when -> text.append(ConfText.line("last", when.toString())));
        return text.toString();
    }
}
