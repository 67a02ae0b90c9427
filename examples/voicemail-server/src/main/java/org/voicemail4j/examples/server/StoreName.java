package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.store.fs.JournaledMessageStoreBuilder;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where messages are kept, as a command line says it.
 *
 * @param folder of a store of files
 * @param url of a database
 * @param mail the server of the owners' mail accounts
 * @param tables in which of a database's tables, as far as that was said
 * @param journal where deposits are kept until the database or mail server has them
 * @param journalOctets how much of the disk that may take, if it was said
 */
record StoreName(
        Optional<Path> folder,
        Optional<String> url,
        Optional<MailServerName> mail,
        TableNames tables,
        Optional<Path> journal,
        OptionalLong journalOctets) {

    private static final String FILES = "fs:";
    private static final String DATABASE = "jdbc:";
    private static final String H2_FILE = "jdbc:h2:file:";
    /** Lets other processes, such as another command, use the files of a database that has no server. */
    private static final String SHARED = ";AUTO_SERVER=TRUE";

    /** A store of files in that folder. */
    static StoreName files(Path folder) {
        return new StoreName(
                Optional.of(folder),
                Optional.empty(),
                Optional.empty(),
                TableNames.UNSAID,
                Optional.empty(),
                OptionalLong.empty());
    }

    /** A database at that address. */
    static StoreName database(String url) {
        return new StoreName(
                Optional.empty(),
                Optional.of(address(url)),
                Optional.empty(),
                TableNames.UNSAID,
                Optional.empty(),
                OptionalLong.empty());
    }

    /** The address by which a database is opened that somebody names so. */
    static String address(String url) {
        boolean apart = url.startsWith(H2_FILE) && !url.toUpperCase(Locale.ROOT).contains(";AUTO_SERVER=");
        return apart ? url + SHARED : url;
    }

    /** The owners' accounts on that server. */
    static StoreName mail(MailServerName server) {
        return new StoreName(
                Optional.empty(),
                Optional.empty(),
                Optional.of(server),
                TableNames.UNSAID,
                Optional.empty(),
                OptionalLong.empty());
    }

    StoreName in(TableNames wanted) {
        return new StoreName(folder, url, mail, wanted, journal, journalOctets);
    }

    StoreName journaledIn(Path directory) {
        return new StoreName(folder, url, mail, tables, Optional.of(directory), journalOctets);
    }

    StoreName withJournalOf(long octets) {
        return new StoreName(folder, url, mail, tables, journal, OptionalLong.of(octets));
    }

    /** A journal in that directory before a store, of the size that was said. */
    JournaledMessageStoreBuilder journal(Path directory, LedgeredStore delegate) {
        JournaledMessageStoreBuilder builder = JournaledMessageStore.builder(directory, delegate);
        journalOctets.ifPresent(builder::budget);
        return builder;
    }

    /**
     * Sees to it that a folder, a file of a database or the folder beside mail accounts is there, for whoever only looks at it or changes it.
     *
     * @param option that names it, for errors
     */
    StoreName requireThere(String option) {
        if (folder.filter(path -> !Files.isDirectory(path)).isPresent()) {
            throw new UsageException(option + ": there is no folder " + folder.get());
        }
        Optional<String> file = databaseFile().filter(name -> !name.startsWith("~"));
        if (file.filter(name -> !Files.exists(Path.of(name + ".mv.db"))).isPresent()) {
            throw new UsageException(option + ": there is no database " + file.get() + ".mv.db");
        }
        if (mail.isPresent() && journal.filter(path -> !Files.isDirectory(path)).isPresent()) {
            throw new UsageException("--journal: there is no folder " + journal.get());
        }
        return this;
    }

    /** The folder of a database that has no server; empty if it has, or is at home. */
    Optional<Path> databaseFolder() {
        return databaseFile()
                .filter(name -> !name.startsWith("~"))
                .map(name -> Path.of(name).toAbsolutePath().getParent());
    }

    private Optional<String> databaseFile() {
        return url.filter(address -> address.startsWith(H2_FILE))
                .map(address -> address.substring(H2_FILE.length()).split(";", 2)[0]);
    }

    /** Whether both are one and the same place: a folder, or the same tables of a database. */
    boolean isSameAs(StoreName other) {
        if (folder.isPresent() && other.folder.isPresent()) {
            return real(folder.get()).equals(real(other.folder.get()));
        }
        return url.isPresent() && url.equals(other.url) && tables.isSameAs(other.tables);
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize(); // it is not there yet
        }
    }

    /** A folder of this host: that of the files, or the journal's. */
    Path localFolder() {
        return folder.or(() -> journal)
                .orElseThrow(() -> new UsageException(
                        "--journal: mail accounts need a folder of this host, for what waits, PINs and greetings"));
    }

    /** Where the journal is unless something else is said: beside the files of a database that has no server. */
    Optional<Path> usualJournal() {
        return databaseFile().map(file -> Path.of(file + ".journal"));
    }

    /** Not the address of a database, which may hold a password. */
    @Override
    public String toString() {
        if (mail.isPresent()) {
            return "mail accounts";
        }
        return folder.map(path -> FILES + path).orElse(tables.isAsterisks() ? "Asterisk's table" : "a database");
    }

    /** Reads {@code fs:DIR}, {@code jdbc:...} and {@code imap:HOST}. */
    static final class Converter implements ITypeConverter<StoreName> {

        @Override
        public StoreName convert(String value) {
            if (value.startsWith(DATABASE)) {
                return database(value);
            }
            Optional<MailServerName> mail = mail(value);
            if (mail.isPresent()) {
                return StoreName.mail(mail.get());
            }
            if (!value.startsWith(FILES) || value.length() == FILES.length()) {
                throw new TypeConversionException("'" + value + "' is neither fs:DIR nor jdbc:... nor imap:HOST");
            }
            Path folder = Path.of(value.substring(FILES.length()));
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new TypeConversionException("'" + folder + "' is not a folder");
            }
            return files(folder);
        }

        private static Optional<MailServerName> mail(String value) {
            try {
                return MailServerName.of(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
