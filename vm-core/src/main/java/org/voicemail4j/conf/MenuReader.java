package org.voicemail4j.conf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.DialRules;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/** Reads what owners can do by which key, and whom they can call. */
final class MenuReader {

    private static final Map<String, MenuAction> CONTROLS = controls();

    private final Options options;
    private final MailboxPolicy base;
    private final Warnings warnings;

    MenuReader(Options options, MailboxPolicy base, Warnings warnings) {
        this.options = options;
        this.base = base;
        this.warnings = warnings;
    }

    private static Map<String, MenuAction> controls() {
        Map<String, MenuAction> controls = new LinkedHashMap<>();
        controls.put("forward", MenuAction.SKIP_FORWARD);
        controls.put("reverse", MenuAction.SKIP_BACK);
        controls.put("pause", MenuAction.PAUSE);
        controls.put("restart", MenuAction.RESTART);
        return controls;
    }

    void read(MailboxPolicy.Builder policy) {
        policy.keys(listening(keys()))
                .callBack(rules("callback", base.callBack()))
                .dialOut(rules("dialout", base.dialOut()))
                .findsByName(options.isYes("usedirectory", base.findsByName()));
    }

    private KeyMap keys() {
        Optional<ConfEntry> entry = options.find("keymap");
        Optional<KeyMap> named = entry.map(ConfEntry::value).flatMap(KeyMap::named);
        if (entry.isPresent() && named.isEmpty()) {
            throw entry.get().unexpected("the name of a key map: asterisk or classic");
        }
        return named.orElse(base.keys());
    }

    /** The keys while a message sounds, each control's replaced where an option says so. */
    private KeyMap listening(KeyMap keys) {
        KeyMap changed = keys;
        for (Map.Entry<String, MenuAction> control : CONTROLS.entrySet()) {
            Optional<ConfEntry> entry = options.find("listen-control-" + control.getKey() + "-key");
            if (entry.isPresent()) {
                changed = changed.with(
                        keys.name(), Menu.LISTENING, now -> replaced(now, entry.get(), control.getValue()));
            }
        }
        return changed;
    }

    private static Map<Character, MenuAction> replaced(
            Map<Character, MenuAction> keys, ConfEntry entry, MenuAction action) {
        if (!entry.value().matches("[0-9*#]{1,12}")) {
            throw entry.unexpected("keys, each one of 0 to 9, * and #");
        }
        keys.values().removeIf(action::equals);
        entry.value().chars().forEach(key -> keys.put((char) key, action));
        return keys;
    }

    /** A context alone allows nothing: which numbers is for the operator to say. */
    private DialRules rules(String name, DialRules otherwise) {
        Optional<ConfEntry> plan =
                options.find(name).filter(entry -> !entry.value().isEmpty());
        Optional<ConfEntry> allowed = options.find(name + "allow");
        if (plan.isPresent() && allowed.isEmpty() && otherwise.allowed().isEmpty()) {
            warnings.add(
                    plan.get().place(),
                    name + " names a context, but nothing is called without " + name + "allow, the patterns of numbers"
                            + " that may be");
        }
        return new DialRules(
                plan.map(ConfEntry::value).orElse(otherwise.plan()),
                allowed.map(MenuReader::patterns).orElse(otherwise.allowed()),
                options.find("dialdeny").map(MenuReader::patterns).orElse(otherwise.denied()));
    }

    private static List<NumberPattern> patterns(ConfEntry entry) {
        List<NumberPattern> patterns = new ArrayList<>();
        for (String text : entry.value().split("[,&\\s]+")) {
            if (!text.isEmpty()) {
                patterns.add(pattern(entry, text));
            }
        }
        return patterns;
    }

    private static NumberPattern pattern(ConfEntry entry, String text) {
        try {
            return NumberPattern.of(text);
        } catch (IllegalArgumentException e) {
            throw entry.unexpected("patterns like _NXXXXXX between commas");
        }
    }
}
