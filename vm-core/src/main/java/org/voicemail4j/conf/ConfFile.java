package org.voicemail4j.conf;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file with everything it includes, as sections of lines that nobody has interpreted yet.
 *
 * @param path the file that was asked for
 * @param files every file that was read, that one first
 * @param byName sections by their names in lower case, in the order of the text
 */
record ConfFile(Path path, List<Path> files, Map<String, ConfSection> byName) {

    Collection<ConfSection> sections() {
        return byName.values();
    }

    @Nullable
    ConfSection section(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    Place whole() {
        return new Place(path.toString(), 0);
    }
}
