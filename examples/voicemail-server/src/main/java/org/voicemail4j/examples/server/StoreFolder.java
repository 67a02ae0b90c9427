package org.voicemail4j.examples.server;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code fs:DIR}. */
final class StoreFolder implements ITypeConverter<Path> {

    private static final String SCHEME = "fs:";

    @Override
    public Path convert(String value) {
        if (!value.startsWith(SCHEME) || value.length() == SCHEME.length()) {
            throw new TypeConversionException("'" + value + "' is not fs:DIR");
        }
        Path folder = Path.of(value.substring(SCHEME.length()));
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new TypeConversionException("'" + folder + "' is not a folder");
        }
        return folder;
    }
}
