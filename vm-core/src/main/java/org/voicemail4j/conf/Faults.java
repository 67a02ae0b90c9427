package org.voicemail4j.conf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values that make a file unusable, each once, so that whoever mends it need not start again for each of them;
 * so many and no more, for a file may be wrong in every line.
 */
final class Faults {

    static final int MOST = 20;

    private final Set<ConfWarning> found = new LinkedHashSet<>();
    private @Nullable ConfException first;

    /**
     * Another one.
     *
     * @throws ConfException if there are more than {@link #MOST}: then the rest is not looked at
     */
    void add(ConfException fault) {
        if (first == null) {
            first = fault;
        }
        if (found.size() == MOST && !found.containsAll(fault.problems())) {
            List<ConfWarning> all = inOrder();
            all.add(new ConfWarning(fault.file(), 0, "there is more that cannot be used"));
            throw new ConfException(all, first);
        }
        found.addAll(fault.problems());
    }

    /** Throws what was found, if anything was. */
    void throwAny() {
        ConfException one = first;
        if (one != null) {
            throw found.size() == 1 ? one : new ConfException(inOrder(), one);
        }
    }

    /** By the lines of each file. */
    private List<ConfWarning> inOrder() {
        List<String> files = found.stream().map(ConfWarning::file).distinct().toList();
        List<ConfWarning> all = new ArrayList<>(found);
        all.sort(Comparator.comparingInt((ConfWarning one) -> files.indexOf(one.file()))
                .thenComparingInt(ConfWarning::line));
        return all;
    }
}
