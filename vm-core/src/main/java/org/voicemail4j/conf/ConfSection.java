package org.voicemail4j.conf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One section of a file with its lines: those it inherited from templates, and its own. */
final class ConfSection {

    private final String name;
    private final boolean template;
    private final List<ConfEntry> entries = new ArrayList<>();
    private final Map<String, Integer> lastOf = new HashMap<>();

    ConfSection(String name, boolean template) {
        this.name = name;
        this.template = template;
    }

    String name() {
        return name;
    }

    /** Whether it only serves others to inherit from. */
    boolean isTemplate() {
        return template;
    }

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    List<ConfEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    void add(ConfEntry entry) {
        lastOf.put(entry.name(), entries.size());
        entries.add(entry);
    }

    /** The last entry so far with exactly that name. */
    @Nullable
    ConfEntry last(String entryName) {
        Integer index = lastOf.get(entryName);
        return index == null ? null : entries.get(index);
    }

    void replaceLast(ConfEntry entry) {
        entries.set(lastOf.getOrDefault(entry.name(), entries.size()), entry);
    }

    /**
     * The one entry of each name, names in any case: an own one before inherited ones, the first of several own ones (as
     * Asterisk has it), the last of several inherited ones.
     */
    Collection<ConfEntry> distinct(Warnings warnings) {
        Map<String, ConfEntry> chosen = new LinkedHashMap<>();
        for (ConfEntry entry : entries) {
            ConfEntry earlier = chosen.putIfAbsent(entry.name().toLowerCase(Locale.ROOT), entry);
            if (earlier == null) {
                continue;
            }
            if (earlier.inherited()) {
                chosen.put(entry.name().toLowerCase(Locale.ROOT), entry);
            } else if (!entry.inherited()) {
                warnings.add(
                        entry.place(),
                        Place.quoted(entry.name()) + " in [" + name + "] stands at " + earlier.place()
                                + " already; this line is passed over");
            }
        }
        return chosen.values();
    }
}
