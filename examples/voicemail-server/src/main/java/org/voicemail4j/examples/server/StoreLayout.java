package org.voicemail4j.examples.server;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** In which tables of a database messages are. */
enum StoreLayout {
    /** Our own. */
    NATIVE,
    /** Asterisk's. */
    ASTERISK;

    /** Reads {@code native} or {@code asterisk}. */
    static final class Converter implements ITypeConverter<StoreLayout> {

        @Override
        public StoreLayout convert(String value) {
            return switch (value) {
                case "native" -> NATIVE;
                case "asterisk" -> ASTERISK;
                default -> throw new TypeConversionException("'" + value + "' is neither native nor asterisk");
            };
        }
    }
}
