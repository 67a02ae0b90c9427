package org.voicemail4j.menu;

import static org.voicemail4j.menu.MenuAction.*;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The built-in key maps: in each line the keys of a menu, and behind them in the same order what they do. */
final class StandardKeys {

    private final Map<Menu, Map<Character, MenuAction>> menus = new EnumMap<>(Menu.class);

    private StandardKeys() {}

    static Map<Menu, Map<Character, MenuAction>> asterisk() {
        return new StandardKeys()
                .keys(
                        Menu.MAIN,
                        "1234567890*#",
                        FIRST,
                        CHANGE_FOLDER,
                        MORE,
                        PREVIOUS,
                        REPEAT,
                        NEXT,
                        DELETE,
                        FORWARD,
                        SAVE,
                        OPTIONS,
                        HELP,
                        LEAVE)
                .keys(Menu.MORE_CHOICES, "12345*", REPLY, CALL_BACK, ENVELOPE, DIAL_OUT, COMPOSE, BACK)
                .keys(Menu.LISTENING, "#*02", SKIP_FORWARD, SKIP_BACK, PAUSE, RESTART)
                .keys(Menu.FOLDERS, "*#", DELETED_FOLDER, BACK)
                .keys(
                        Menu.OPTIONS_OF_MAILBOX,
                        "123456789*",
                        UNAVAILABLE_GREETING,
                        BUSY_GREETING,
                        NAME_GREETING,
                        TEMPORARY_GREETING,
                        CHANGE_PIN,
                        LISTS,
                        CLOSED_GREETING,
                        SPECIAL_GREETING,
                        ABSENCE_GREETING,
                        BACK)
                .small()
                .menus;
    }

    static Map<Menu, Map<Character, MenuAction>> classic() {
        return new StandardKeys()
                .keys(
                        Menu.MAIN,
                        "1234567890#*",
                        FIRST,
                        COMPOSE,
                        MORE,
                        REPEAT,
                        ENVELOPE,
                        FORWARD,
                        DELETE,
                        REPLY,
                        SAVE,
                        HELP,
                        NEXT,
                        LEAVE)
                .keys(Menu.MORE_CHOICES, "12345*", CHANGE_FOLDER, PREVIOUS, CALL_BACK, OPTIONS, DIAL_OUT, BACK)
                .keys(Menu.LISTENING, "123", SKIP_BACK, PAUSE, SKIP_FORWARD)
                .keys(Menu.FOLDERS, "#*", DELETED_FOLDER, BACK)
                .keys(
                        Menu.OPTIONS_OF_MAILBOX,
                        "123456789*",
                        UNAVAILABLE_GREETING,
                        BUSY_GREETING,
                        NAME_GREETING,
                        CHANGE_PIN,
                        TEMPORARY_GREETING,
                        LISTS,
                        CLOSED_GREETING,
                        SPECIAL_GREETING,
                        ABSENCE_GREETING,
                        BACK)
                .small()
                .menus;
    }

    /** The menus whose few keys are the same everywhere. */
    private StandardKeys small() {
        return keys(Menu.GREETING, "12345*", PLAY, RECORD, ERASE, RESTORE, CHANGE_DATES, BACK)
                .keys(Menu.TEMPORARY, "12345*", RECORD, ERASE, PLAY, RESTORE, CHANGE_DATES, BACK)
                .keys(Menu.SCHEDULE, "123*", END_DATE, BEGIN_DATE, NO_DATES, BACK)
                .keys(Menu.DATE, "12*", SELECT, CHANGE, BACK)
                .keys(Menu.FORWARDING, "12*", INTRODUCE, SEND, BACK)
                .keys(Menu.RECIPIENTS, "12*", ENTER_NUMBER, BY_NAME, BACK)
                .keys(Menu.RETURN_CALL, "12*", CALL, OTHER_NUMBER, BACK)
                .keys(Menu.NAME_FOUND, "1*#", SELECT, NEXT, BACK)
                .keys(Menu.LIST, "123*", PLAY, CHANGE, ERASE, BACK);
    }

    private StandardKeys keys(Menu menu, String keys, MenuAction... actions) {
        Map<Character, MenuAction> byKey = new LinkedHashMap<>();
        List<MenuAction> all = List.of(actions);
        for (int i = 0; i < keys.length(); i++) {
            byKey.put(keys.charAt(i), all.get(i));
        }
        menus.put(menu, KeyMap.checked(menu, byKey));
        return this;
    }
}
