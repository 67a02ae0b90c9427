package org.voicemail4j.examples.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** In which database mailboxes are that the file of mailboxes does not have; the same for every command that looks for them. */
final class SubscriberOptions {

    private static final String DATABASE = "jdbc:";

    @Option(
            names = "--subscribers",
            paramLabel = "jdbc:...",
            converter = Address.class,
            description = "A database in which whoever is not in the file of mailboxes is looked for, such as "
                    + "jdbc:postgresql://192.0.2.7/voicemail?user=vm&password=... (put it into a file and say @FILE "
                    + "instead); it may be that of --store. Not with mail accounts.")
    private @Nullable String url;

    @Option(
            names = "--subscribers-table",
            paramLabel = "TABLE",
            description = "The table of --subscribers, in the columns of Asterisk's realtime family voicemail; unless "
                    + "given, our own vm_subscriber, which is made if need be.")
    private @Nullable String table;

    /**
     * What was said.
     *
     * @throws UsageException if half of it was
     */
    Optional<SubscriberName> name() {
        if (url == null && table != null) {
            throw new UsageException("--subscribers-table: --subscribers says in which database it is");
        }
        if (table != null && !table.matches("[A-Za-z_][A-Za-z0-9_]{0,62}")) {
            throw new UsageException("--subscribers-table: not a table's name: letters, digits and _ are expected");
        }
        return Optional.ofNullable(url).map(address -> new SubscriberName(address, Optional.ofNullable(table)));
    }

    /** Reads {@code jdbc:...}. */
    static final class Address implements picocli.CommandLine.ITypeConverter<String> {

        @Override
        public String convert(String value) {
            if (!value.startsWith(DATABASE)) {
                throw new TypeConversionException("not jdbc:...");
            }
            return StoreName.address(value);
        }
    }
}
