package org.voicemail4j.conf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects warnings, each once, so many and no more: a file that is wrong in every line shall not fill the log. */
final class Warnings {

    static final int MOST = 1000;

    private final Set<ConfWarning> collected = new LinkedHashSet<>();
    private final Set<String> said = new HashSet<>();
    private int dropped;

    void add(Place place, String problem) {
        ConfWarning warning = new ConfWarning(place.file(), place.line(), problem);
        if (collected.size() < MOST) {
            collected.add(warning);
        } else if (!collected.contains(warning)) {
            dropped++;
        }
    }

    /** Whether nobody has asked this before: what is to be said once for a whole file. */
    boolean isFirst(String what) {
        return said.add(what);
    }

    /** What was collected, and not what there was no room for. */
    List<ConfWarning> collected() {
        return List.copyOf(collected);
    }

    /** What was collected in the order of those files and their lines; last, how many there was no room for. */
    List<ConfWarning> all(List<Path> files) {
        List<String> names = files.stream().map(Path::toString).toList();
        List<ConfWarning> all = new ArrayList<>(collected);
        all.sort(Comparator.comparingInt((ConfWarning warning) -> names.indexOf(warning.file()))
                .thenComparingInt(ConfWarning::line));
        if (dropped > 0) {
            all.add(new ConfWarning(names.get(0), 0, dropped + " more warnings are not shown"));
        }
        return List.copyOf(all);
    }
}
