package org.voicemail4j.examples.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where messages are kept, as a command line says it.
 *
 * @param folder of a store of files
 * @param url of a database
 * @param layout of a database's tables, if it was said
 * @param journal where deposits are kept until the database has them
 */
record StoreName(Optional<Path> folder, Optional<String> url, Optional<StoreLayout> layout, Optional<Path> journal) {

    private static final String FILES = "fs:";
    private static final String DATABASE = "jdbc:";

    /** A store of files in that folder. */
    static StoreName files(Path folder) {
        return new StoreName(Optional.of(folder), Optional.empty(), Optional.empty(), Optional.empty());
    }

    StoreName in(StoreLayout wanted) {
        return new StoreName(folder, url, Optional.of(wanted), journal);
    }

    StoreName journaledIn(Path directory) {
        return new StoreName(folder, url, layout, Optional.of(directory));
    }

    /** A folder of this host: that of the files, or the journal's. */
    Path localFolder() {
        return folder.or(() -> journal).orElseThrow(() -> new UsageException("--journal: a folder is needed"));
    }

    /** Not the address of a database, which may hold a password. */
    @Override
    public String toString() {
        return folder.map(path -> FILES + path).orElse("a database");
    }

    /** Reads {@code fs:DIR} and {@code jdbc:...}. */
    static final class Converter implements ITypeConverter<StoreName> {

        @Override
        public StoreName convert(String value) {
            if (value.startsWith(DATABASE)) {
                return new StoreName(Optional.empty(), Optional.of(value), Optional.empty(), Optional.empty());
            }
            if (!value.startsWith(FILES) || value.length() == FILES.length()) {
                throw new TypeConversionException("'" + value + "' is neither fs:DIR nor jdbc:...");
            }
            Path folder = Path.of(value.substring(FILES.length()));
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new TypeConversionException("'" + folder + "' is not a folder");
            }
            return files(folder);
        }
    }
}
