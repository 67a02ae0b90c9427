package org.voicemail4j.menu;

import java.util.Locale;

/** What somebody can choose in a {@link Menu}; a {@link KeyMap} says by which key. */
public enum MenuAction {
    /** Hear the first message of the folder. */
    FIRST("vm-for"),
    /** Go to another folder. */
    CHANGE_FOLDER,
    /** Hear of more choices. */
    MORE,
    /** Hear the message before. */
    PREVIOUS,
    /** Hear the message once more. */
    REPEAT,
    /** Hear the message after. */
    NEXT,
    /** Delete the message, or keep it after all. */
    DELETE,
    /** Send the message on. */
    FORWARD,
    /** Put the message into a folder. */
    SAVE,
    /** Greetings, PIN, lists. */
    OPTIONS,
    /** Hear the choices in full. */
    HELP,
    /** End the call. */
    LEAVE,
    /** Answer the message by one of one's own. */
    REPLY,
    /** Call whoever left the message. */
    CALL_BACK,
    /** Hear when the message came and from whom. */
    ENVELOPE,
    /** Call a number. */
    DIAL_OUT,
    /** Leave a message for others. */
    COMPOSE,
    /** Go back to the menu before, or give up. */
    BACK,
    /** Skip a few seconds of the message. */
    SKIP_FORWARD,
    /** Hear the last few seconds of the message again. */
    SKIP_BACK,
    /** Stop for a while, and go on. */
    PAUSE,
    /** Hear the message from its start. */
    RESTART,
    /** Look after the greeting for when nobody answers. */
    UNAVAILABLE_GREETING,
    /** Look after the greeting for when the line is busy. */
    BUSY_GREETING,
    /** Look after the recorded name. */
    NAME_GREETING,
    /** Look after the temporary greeting. */
    TEMPORARY_GREETING,
    /** Look after the greeting for closed hours. */
    CLOSED_GREETING,
    /** Look after the greeting for special callers. */
    SPECIAL_GREETING,
    /** Look after the greeting for a long absence. */
    ABSENCE_GREETING,
    /** Change the PIN. */
    CHANGE_PIN,
    /** Look after one's own lists of recipients. */
    LISTS,
    /** Hear what there is. */
    PLAY,
    /** Record. */
    RECORD,
    /** Enter it anew. */
    CHANGE,
    /** Erase what there is. */
    ERASE,
    /** Have back what was there before. */
    RESTORE,
    /** Say from when until when it is heard. */
    CHANGE_DATES,
    /** Say which day is the last one. */
    END_DATE,
    /** Say which day is the first one. */
    BEGIN_DATE,
    /** Say that there are no dates. */
    NO_DATES,
    /** Put an introduction before the message. */
    INTRODUCE,
    /** Send it as it is. */
    SEND,
    /** Enter a number. */
    ENTER_NUMBER,
    /** Look for a name. */
    BY_NAME,
    /** Call the number that was said. */
    CALL,
    /** Call another number than the one that was said. */
    OTHER_NUMBER,
    /** Look at what was deleted and is kept for a while. */
    DELETED_FOLDER,
    /** Take what was offered. */
    SELECT;

    private final String phrase;

    MenuAction() {
        phrase = "menu/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    MenuAction(String phrase) {
        this.phrase = phrase;
    }

    /** The prompt that says what the action does and names no key: "to hear it again". */
    public String phrase() {
        return phrase;
    }
}
