package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/**
 * PINs and failed logins beside the messages of a spool: hashed, in a file {@code credentials} in each mailbox's
 * directory that only the server's user may read. Changes are made under a lock that other processes on the same spool
 * honour, and replace the file as a whole. For many threads.
 *
 * <p>With {@link Builder#asteriskSecrets}, PINs are kept where Asterisk's {@code passwordlocation=spooldir} has them, in
 * {@code secret.conf} ({@code [general]}, {@code password=1234}, in clear), so that either learns what was set by the
 * other. A hash set here is kept too: of it and {@code secret.conf} the later one holds.
 */
public final class FileCredentialStore implements CredentialStore, AutoCloseable {

    private static final int MOST_BYTES = 4096;

    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;
    private final Clock clock;
    private final Predicate<MailboxId> asteriskSecrets;

    private FileCredentialStore(Builder settings) {
        RandomGenerator random = new SecureRandom();
        this.layout = new SpoolLayout(settings.root);
        this.owners = new Owners(layout.owners(), ProcessHandle.current(), random);
        this.clock = settings.clock;
        this.asteriskSecrets = settings.asteriskSecrets;
        this.locks =
                new MailboxLocks(new FolderLock(owners, clock, Duration.ofMinutes(5), LockWaitClock.SYSTEM, random));
    }

    /** Credentials in the spool at that directory. */
    public static FileCredentialStore in(Path root) {
        return builder(root).build();
    }

    /** Starts the settings of credentials in the spool at that directory. */
    public static Builder builder(Path root) {
        return new Builder(root);
    }

    @Override
    public Optional<Pin> pin(MailboxId mailbox) {
        return Spool.work("read the PIN", mailbox, () -> {
            CredentialFile file = CredentialFile.read(file(mailbox));
            Optional<Pin> secret = asteriskSecrets.test(mailbox) ? secret(mailbox, file.pinSet()) : Optional.empty();
            return secret.isPresent() ? secret : file.pin();
        });
    }

    /** The PIN of {@code secret.conf} if that was written after ours; an unreadable one is none, as with Asterisk. */
    private Optional<Pin> secret(MailboxId mailbox, Optional<Instant> ours) throws IOException {
        Path file = layout.mailbox(mailbox).resolve("secret.conf");
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            if (ours.isPresent() && !written.isAfter(ours.get())) {
                return Optional.empty();
            }
            return ConfText.parse(DurableFiles.readStart(file, MOST_BYTES))
                    .value("general", "password")
                    .filter(digits -> !digits.isEmpty() && digits.length() <= 80)
                    .map(Pin::clear);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> pinSince(MailboxId mailbox) {
        return Spool.work("read the PIN", mailbox, () -> {
            Optional<Instant> ours = CredentialFile.read(file(mailbox)).pinSet();
            boolean isElsewhere =
                    asteriskSecrets.test(mailbox) && secret(mailbox, ours).isPresent();
            return isElsewhere ? Optional.of(written(mailbox)) : ours;
        });
    }

    private Instant written(MailboxId mailbox) throws IOException {
        return Files.getLastModifiedTime(layout.mailbox(mailbox).resolve("secret.conf"))
                .toInstant();
    }

    @Override
    public boolean keepsPinsInClear(MailboxId mailbox) {
        return asteriskSecrets.test(mailbox);
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin) {
        setPin(mailbox, pin, clock.instant());
    }

    /** Since when a PIN of {@code secret.conf} holds, the file's own time says. */
    @Override
    public void setPin(MailboxId mailbox, Pin pin, Instant since) {
        Optional<String> clear = pin.clearDigits();
        if (clear.isEmpty()) {
            change(mailbox, "set the PIN", file -> file.with(pin, since));
        } else if (asteriskSecrets.test(mailbox)) {
            setSecret(mailbox, clear.get());
        } else {
            throw new IllegalArgumentException("a PIN to be kept must be hashed");
        }
    }

    private void setSecret(MailboxId mailbox, String digits) {
        byte[] text = ("[general]\n" + ConfText.line("password", digits)).getBytes(StandardCharsets.UTF_8);
        Spool.work(
                "set the PIN",
                mailbox,
                () -> locks.locked(mailbox, List.of(layout.mailbox(mailbox)), () -> {
                    CredentialFile.replaceShared(layout.mailbox(mailbox).resolve("secret.conf"), text);
                    CredentialFile kept = CredentialFile.read(file(mailbox)).withoutPin();
                    kept.write(file(mailbox));
                    return kept;
                }));
    }

    /** PINs that were kept in {@code secret.conf} are not remembered. */
    @Override
    public List<Pin> formerPins(MailboxId mailbox) {
        return Spool.work(
                "read the former PINs",
                mailbox,
                () -> CredentialFile.read(file(mailbox)).former());
    }

    @Override
    public LoginFailures failures(MailboxId mailbox) {
        return Spool.work(
                "read the failed logins",
                mailbox,
                () -> CredentialFile.read(file(mailbox)).failures());
    }

    @Override
    public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
        Objects.requireNonNull(when, "when");
        return change(
                        mailbox,
                        "count a failed login",
                        file -> file.with(new LoginFailures(file.failures().count() + 1, Optional.of(when))))
                .failures();
    }

    @Override
    public void clearFailures(MailboxId mailbox) {
        if (failures(mailbox).count() > 0) {
            change(mailbox, "clear the failed logins", file -> file.with(LoginFailures.NONE));
        }
    }

    private CredentialFile change(MailboxId mailbox, String what, UnaryOperator<CredentialFile> change) {
        return Spool.work(
                what,
                mailbox,
                () -> locks.locked(mailbox, List.of(layout.mailbox(mailbox)), () -> {
                    CredentialFile changed = change.apply(CredentialFile.read(file(mailbox)));
                    changed.write(file(mailbox));
                    return changed;
                }));
    }

    private Path file(MailboxId mailbox) {
        return layout.mailbox(mailbox).resolve("credentials");
    }

    /** Lets go of the file by which other processes know that this one lives. */
    @Override
    public void close() {
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
    }

    /** The settings of a {@link FileCredentialStore}. */
    public static final class Builder {

        private final Path root;
        private Clock clock = Clock.systemUTC();
        private Predicate<MailboxId> asteriskSecrets = mailbox -> false;

        private Builder(Path root) {
            this.root = Objects.requireNonNull(root, "root");
        }

        /** Keeps PINs in Asterisk's {@code secret.conf}. */
        public Builder asteriskSecrets() {
            return asteriskSecrets(mailbox -> true);
        }

        /** Keeps the PINs of some mailboxes in Asterisk's {@code secret.conf}. */
        public Builder asteriskSecrets(Predicate<MailboxId> whose) {
            this.asteriskSecrets = Objects.requireNonNull(whose, "whose");
            return this;
        }

        /** Sets the clock; default the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Opens the credentials. Nothing is read or written yet. */
        public FileCredentialStore build() {
            return new FileCredentialStore(this);
        }
    }
}
