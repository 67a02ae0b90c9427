package org.voicemail4j.examples.asterisk.agi;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which prompts an Asterisk was found to lack, so that it is not asked for them in every call. For many threads. */
final class MissingPrompts {

    private static final int REMEMBERED = 10_000;

    private final Set<String> names = ConcurrentHashMap.newKeySet();

    boolean contains(String name) {
        return names.contains(name);
    }

    void add(String name) {
        if (names.size() < REMEMBERED) {
            names.add(name);
        }
    }
}
