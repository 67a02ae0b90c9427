package org.voicemail4j.menu;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Which key does what in which menu. What is said follows: where a key is Asterisk's, so is the prompt that names it, and
 * elsewhere prompts are put together from the key and from what it does. Immutable; start from {@link #ASTERISK} or
 * another with {@link #with}.
 */
public final class KeyMap {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern KEY = Pattern.compile("[0-9*#A-D]");

    /** Asterisk's keys. */
    public static final KeyMap ASTERISK = new KeyMap("asterisk", StandardKeys.asterisk());

    /**
     * Keys in the manner of the big voicemail systems of the nineties: what is done to a message most often needs one
     * key and no menu between (answer 8, date and caller 5), 1 and 3 go back and forth while it sounds, pound goes on,
     * and star is the way out everywhere.
     */
    public static final KeyMap CLASSIC = new KeyMap("classic", StandardKeys.classic());

    private static final Map<String, KeyMap> BY_NAME = Map.of(ASTERISK.name, ASTERISK, CLASSIC.name, CLASSIC);

    private final String name;
    private final Map<Menu, Map<Character, MenuAction>> menus;

    private KeyMap(String name, Map<Menu, Map<Character, MenuAction>> menus) {
        this.name = name;
        this.menus = menus;
    }

    /** A built-in map by its name, in any case: {@code asterisk}, {@code classic}. */
    public static Optional<KeyMap> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** What this map is called. */
    public String name() {
        return name;
    }

    /**
     * This map under another name and with one menu changed.
     *
     * @param name letters, digits and dashes
     * @param menu which menu
     * @param change given the keys of the menu as they are, in the order in which they are listed, and changes them
     * @throws IllegalArgumentException if the menu does not have such an action or lacks the one that leads out of it,
     *     or if something is on no key
     */
    public KeyMap with(String name, Menu menu, UnaryOperator<Map<Character, MenuAction>> change) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name for a key map: '" + name + "'");
        }
        Map<Character, MenuAction> keys = change.apply(new LinkedHashMap<>(keys(menu)));
        Map<Menu, Map<Character, MenuAction>> changed = new EnumMap<>(menus);
        changed.put(menu, checked(menu, keys));
        return new KeyMap(name, changed);
    }

    static Map<Character, MenuAction> checked(Menu menu, Map<Character, MenuAction> keys) {
        keys.forEach((key, action) -> check(menu, key, action));
        for (MenuAction action : menu.indispensable()) {
            if (!keys.containsValue(action)) {
                throw new IllegalArgumentException("no key of " + menu + " for " + action);
            }
        }
        return new LinkedHashMap<>(keys);
    }

    private static void check(Menu menu, char key, MenuAction action) {
        if (!KEY.matcher(String.valueOf(key)).matches()) {
            throw new IllegalArgumentException("no key: '" + key + "'");
        }
        if (!menu.actions().contains(action)) {
            throw new IllegalArgumentException(menu + " has no " + action);
        }
    }

    /** The keys of a menu and what they do, in the order in which they are listed. */
    public Map<Character, MenuAction> keys(Menu menu) {
        return Collections.unmodifiableMap(Objects.requireNonNull(menus.get(menu)));
    }

    /** What a key does. */
    public Optional<MenuAction> action(Menu menu, char key) {
        return Optional.ofNullable(Objects.requireNonNull(menus.get(menu)).get(key));
    }

    /** The key for an action: the first, if there are several; empty if there is none. */
    public Optional<Character> key(Menu menu, MenuAction action) {
        return Objects.requireNonNull(menus.get(menu)).entrySet().stream()
                .filter(entry -> entry.getValue() == action)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public String toString() {
        return "KeyMap[" + name + "]";
    }
}
