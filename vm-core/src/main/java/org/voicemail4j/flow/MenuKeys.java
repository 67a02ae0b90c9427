package org.voicemail4j.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;
import org.voicemail4j.say.SpokenLanguage;

/** The owner's keys, and how they are said. */
final class MenuKeys {

    private final KeyMap keys;
    private final SpokenLanguage language;

    MenuKeys(MailboxPolicy policy) {
        this.keys = policy.keys();
        this.language = SpokenLanguage.of(policy.language());
    }

    /** What a key does in a menu. */
    Optional<MenuAction> action(Menu menu, Digit key) {
        return keys.action(menu, key.symbol());
    }

    /** Whether a menu has a key for that. */
    boolean has(Menu menu, MenuAction action) {
        return keys.key(menu, action).isPresent();
    }

    /** What is to be offered in a menu. */
    Choices choices(Menu menu) {
        return new Choices(this, menu);
    }

    /**
     * Says which keys do something: by one prompt, if they are the keys that it names, and else key by key.
     *
     * @param prompt names Asterisk's keys for all of these actions
     * @param actions those without a key are left out
     */
    List<Prompt> said(Menu menu, String prompt, MenuAction... actions) {
        return areAsterisks(menu, actions) ? Line.named(prompt) : oneByOne(menu, actions);
    }

    private boolean areAsterisks(Menu menu, MenuAction... actions) {
        for (MenuAction action : actions) {
            Optional<Character> usual = KeyMap.ASTERISK.key(menu, action);
            if (usual.isEmpty() || !usual.equals(keys.key(menu, action))) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #said}, for an action that has another meaning just now. */
    List<Prompt> saidAs(Menu menu, String prompt, String phrase, MenuAction action) {
        return areAsterisks(menu, action) ? Line.named(prompt) : byKey(menu, phrase, action);
    }

    /** Says key by key what each does. */
    List<Prompt> oneByOne(Menu menu, MenuAction... actions) {
        List<Prompt> said = new ArrayList<>();
        for (MenuAction action : actions) {
            said.addAll(byKey(menu, action.phrase(), action));
        }
        return said;
    }

    /** Says which key does something, in that phrase. */
    List<Prompt> byKey(Menu menu, String phrase, MenuAction action) {
        return keys.key(menu, action)
                .map(key -> Line.join(Line.named("vm-press"), language.spelled(key.toString()), Line.named(phrase)))
                .orElse(List.of());
    }

    /** The keys that steer a message. */
    ListenControls controls(MailboxPolicy policy) {
        return new ListenControls(
                policy.skipStep(),
                listening(MenuAction.SKIP_FORWARD),
                listening(MenuAction.SKIP_BACK),
                listening(MenuAction.PAUSE),
                listening(MenuAction.RESTART));
    }

    private Set<Digit> listening(MenuAction action) {
        Set<Digit> steering = new HashSet<>();
        keys.keys(Menu.LISTENING).forEach((key, does) -> {
            if (does == action) {
                Digit.of(key).ifPresent(steering::add);
            }
        });
        return steering;
    }
}
