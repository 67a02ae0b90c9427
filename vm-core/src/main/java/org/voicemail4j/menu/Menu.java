package org.voicemail4j.menu;

import static org.voicemail4j.menu.MenuAction.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A menu, and what can be chosen in it at all. Which of that is offered depends on the mailbox and on the message; an
 * action without a key is not offered. Keys that are digits by nature, such as the numbers of folders, are no actions.
 */
public enum Menu {
    /** Between messages, and the first one after the login. */
    MAIN(
            "the messages of a folder",
            LEAVE,
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
            REPLY,
            CALL_BACK,
            ENVELOPE,
            DIAL_OUT,
            COMPOSE),
    /** What is done less often. */
    MORE_CHOICES("more choices", BACK, REPLY, CALL_BACK, ENVELOPE, DIAL_OUT, COMPOSE, CHANGE_FOLDER, OPTIONS, PREVIOUS),
    /** While a message sounds. Every other key stops it and is one of the main menu. */
    LISTENING("while a message sounds", Set.of(), PAUSE, SKIP_FORWARD, SKIP_BACK, RESTART),
    /** Which folder; its number is its key. */
    FOLDERS("which folder", BACK, DELETED_FOLDER),
    /** The mailbox itself. */
    OPTIONS_OF_MAILBOX(
            "options of the mailbox",
            BACK,
            UNAVAILABLE_GREETING,
            BUSY_GREETING,
            NAME_GREETING,
            TEMPORARY_GREETING,
            CHANGE_PIN,
            LISTS,
            CLOSED_GREETING,
            SPECIAL_GREETING,
            ABSENCE_GREETING),
    /** A greeting that there is already. */
    GREETING("a greeting", BACK, PLAY, RECORD, ERASE, RESTORE, CHANGE_DATES),
    /** The temporary greeting, if it is there already. */
    TEMPORARY("the temporary greeting", BACK, RECORD, ERASE, PLAY, RESTORE, CHANGE_DATES),
    /** From when until when a greeting is heard. */
    SCHEDULE("from when until when a greeting is heard", BACK, END_DATE, BEGIN_DATE, NO_DATES),
    /** Whether this is the day that was meant. */
    DATE("is it this day", BACK, SELECT, CHANGE),
    /** How to send a message on. */
    FORWARDING("how to send it on", BACK, INTRODUCE, SEND),
    /** How to say who shall get a message, where names can be looked for. */
    RECIPIENTS("who shall get it", BACK, ENTER_NUMBER, BY_NAME),
    /** Whether to call whoever left a message. */
    RETURN_CALL("calling back", BACK, CALL, OTHER_NUMBER),
    /** Whether this is the name that was looked for. */
    NAME_FOUND("is it this name", BACK, SELECT, NEXT),
    /** One list of recipients. */
    LIST("a list of recipients", BACK, PLAY, CHANGE, ERASE);

    private final String about;
    private final Set<MenuAction> indispensable;
    private final Set<MenuAction> actions;

    Menu(String about, MenuAction indispensable, MenuAction... others) {
        this(about, Set.of(indispensable), others);
    }

    Menu(String about, Set<MenuAction> indispensable, MenuAction... others) {
        EnumSet<MenuAction> all = EnumSet.copyOf(List.of(others));
        all.addAll(indispensable);
        this.about = about;
        this.indispensable = indispensable;
        this.actions = Collections.unmodifiableSet(all);
    }

    /** What the menu is about, in a few words. */
    public String about() {
        return about;
    }

    /** What must have a key: without it nobody would get out again. */
    Set<MenuAction> indispensable() {
        return indispensable;
    }

    /** Everything that a key of this menu can do. */
    public Set<MenuAction> actions() {
        return actions;
    }
}
